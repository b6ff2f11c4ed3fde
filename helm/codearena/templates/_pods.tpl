{{/* What every container of ours is held to. */}}
{{- define "codearena.confined" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* What every pod of ours is held to; 10001 is the user of our images. */}}
{{- define "codearena.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* Where a component's pods go. Takes root, values (the component's), selector (its labels) and kind (of the priority class). */}}
{{- define "codearena.placement" -}}
{{- with include "codearena.priorityClass" (dict "root" .root "own" .values.priorityClassName "kind" .kind) }}
priorityClassName: {{ . }}
{{- end }}
{{- with .values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
topologySpreadConstraints:
  - maxSkew: 1
    topologyKey: topology.kubernetes.io/zone
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- .selector | nindent 8 }}
  - maxSkew: 1
    topologyKey: kubernetes.io/hostname
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels: {{- .selector | nindent 8 }}
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* The Pod Security standard that a pod with a sandbox in it meets on this cluster. Takes root. */}}
{{- define "codearena.sandboxStandard" -}}
{{- $runner := .Values.runner -}}
{{- if or (eq $runner.isolation "privileged") (not $runner.seccompProfile) (eq $runner.appArmorProfile "Unconfined") -}}
privileged
{{- else if semverCompare ">=1.34.0-0" .Capabilities.KubeVersion.Version -}}
restricted
{{- else -}}
privileged
{{- end -}}
{{- end -}}

{{/* Changes when a mounted file changes that servers read only at their start. Passwords are left out: a hash of one could be guessed. */}}
{{- define "codearena.checksum" -}}
{{- include (print .Template.BasePath "/sessions/config.yaml") . | sha256sum -}}
{{- end -}}
