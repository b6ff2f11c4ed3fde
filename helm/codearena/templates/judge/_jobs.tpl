{{/* Judging in Jobs. Empty is no: everything is judged in the runners beside judges. */}}
{{- define "codearena.jobs" -}}
{{- if eq .Values.judge.execution "job" -}}
yes
{{- end -}}
{{- end -}}

{{- define "codearena.jobs.namespace" -}}
{{- .Values.judge.job.namespace | default .Release.Namespace -}}
{{- end -}}

{{/* What tells two installations apart whose Jobs share a namespace. */}}
{{- define "codearena.jobs.instance" -}}
{{- if eq (include "codearena.jobs.namespace" .) .Release.Namespace -}}
{{- include "codearena.instance" . -}}
{{- else -}}
{{- printf "%s-%s" (include "codearena.fullname" .) (sha256sum .Release.Namespace | trunc 6) -}}
{{- end -}}
{{- end -}}

{{/* By which the pods of Jobs are found. Takes root. */}}
{{- define "codearena.jobs.selector" -}}
app.kubernetes.io/instance: {{ include "codearena.jobs.instance" . }}
app.kubernetes.io/component: judge-job
{{- end -}}

{{/* Submissions that one judge works on at once. Takes root and own (the language's values). */}}
{{- define "codearena.judge.atOnce" -}}
{{- .own.slots | default (ternary .root.Values.judge.job.atOnce .root.Values.judge.slots (eq .root.Values.judge.execution "job")) -}}
{{- end -}}

{{/* How a judge is told to judge in Jobs. */}}
{{- define "codearena.jobs.env" -}}
- name: CODEARENA_JUDGE_EXECUTION
  value: job
- name: CODEARENA_JOBS_AT_ONCE
  value: {{ include "codearena.judge.atOnce" . | quote }}
- name: CODEARENA_JOBS_CONFIG
  value: /etc/codearena/jobs/jobs.yaml
{{- if .root.Values.judge.job.templates }}
- name: CODEARENA_JOBS_TEMPLATES
  value: /etc/codearena/job-templates
{{- end }}
{{- if eq (include "codearena.jobs.namespace" .root) .root.Release.Namespace }}
# With its pod go its Jobs.
- name: POD_NAME
  valueFrom: {fieldRef: {fieldPath: metadata.name}}
- name: POD_UID
  valueFrom: {fieldRef: {fieldPath: metadata.uid}}
- name: CODEARENA_JOBS_OWNER
  value: $(POD_NAME)/$(POD_UID)
{{- end }}
{{- end -}}

{{- define "codearena.jobs.mounts" -}}
- name: jobs
  mountPath: /etc/codearena/jobs
  readOnly: true
{{- if .Values.judge.job.templates }}
- name: job-templates
  mountPath: /etc/codearena/job-templates
  readOnly: true
{{- end }}
- name: token
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end -}}

{{- define "codearena.jobs.volumes" -}}
- name: jobs
  configMap:
    name: {{ include "codearena.fullname" . }}-jobs
{{- if .Values.judge.job.templates }}
- name: job-templates
  configMap:
    name: {{ include "codearena.fullname" . }}-job-templates
{{- end }}
{{ include "codearena.server.token" . }}
{{- end -}}
