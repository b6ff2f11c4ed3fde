{{/* The Pod Security standard that the server's own template of a session's pod meets on this cluster. */}}
{{- define "codearena.sessions.standard" -}}
{{- if eq .Values.sessions.isolation "pod" -}}
restricted
{{- else if and .Values.runner.seccompProfile (semverCompare ">=1.34.0-0" .Capabilities.KubeVersion.Version) -}}
restricted
{{- else -}}
privileged
{{- end -}}
{{- end -}}

{{/* Bytes for MiB, written as an integer. */}}
{{- define "codearena.bytes" -}}
{{- mul (int64 .) 1048576 -}}
{{- end -}}
