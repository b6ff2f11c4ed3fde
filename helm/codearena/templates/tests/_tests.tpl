{{/* A pod that runs one script and ends. */}}
{{- define "codearena.test.pod" -}}
restartPolicy: Never
automountServiceAccountToken: false
securityContext: {{- include "codearena.podSecurityContext" . | nindent 2 }}
{{- with .Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "codearena.test.container" -}}
image: {{ include "codearena.image" (dict "root" .root "name" .root.Values.tests.image) }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
command: [python3, -B, /scripts/{{ .script }}]
resources:
  requests: {cpu: 50m, memory: 64Mi}
  limits: {memory: 128Mi}
securityContext: {{- include "codearena.confined" . | nindent 2 }}
{{- end -}}
