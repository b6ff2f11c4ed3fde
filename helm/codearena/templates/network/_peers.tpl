{{/* Rules of network policies. */}}

{{/* Out to a store: its pod in `dev`, else the peers that values name, or anywhere; at its port. Takes root, dev, component, to and port. */}}
{{- define "codearena.egress" -}}
{{- if .dev -}}
- to:
    - podSelector:
        matchLabels: {{- include "codearena.selector" (dict "root" .root "component" .component) | nindent 10 }}
{{- else if .to -}}
- to: {{- toYaml .to | nindent 4 }}
{{- else -}}
- to: []
{{- end }}
  ports:
    - {protocol: TCP, port: {{ int64 .port }}}
{{- end -}}

{{- define "codearena.egress.names" -}}
- to: []
  ports:
    - {protocol: UDP, port: 53}
    - {protocol: TCP, port: 53}
{{- end -}}

{{/* What every server needs; takes root. */}}
{{- define "codearena.egress.stores" -}}
{{- $to := .root.Values.networkPolicies.to -}}
{{- $database := include "codearena.database" .root | fromJson -}}
{{- $cache := include "codearena.cache" .root | fromJson -}}
{{- $blobs := include "codearena.blobs" .root | fromJson -}}
{{ include "codearena.egress.names" . }}
{{ include "codearena.egress" (dict "root" .root "dev" $database.dev "component" "postgresql" "to" $to.database "port" $database.port) }}
{{ include "codearena.egress" (dict "root" .root "dev" $cache.dev "component" "cache" "to" $to.cache "port" $cache.port) }}
{{ include "codearena.egress" (dict "root" .root "dev" $blobs.dev "component" "s3" "to" $to.blobs "port" $blobs.port) }}
{{- end -}}

{{- define "codearena.egress.broker" -}}
{{- $broker := include "codearena.broker" .root | fromJson -}}
{{ include "codearena.egress" (dict "root" .root "dev" $broker.dev "component" "rabbitmq" "to" .root.Values.networkPolicies.to.broker "port" $broker.port) }}
{{- end -}}

{{/* To the runners of sessions. */}}
{{- define "codearena.egress.sessions" -}}
{{- if .root.Values.sessions.enabled -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ include "codearena.sessions.namespace" .root }}
      podSelector:
        matchLabels:
          app.kubernetes.io/instance: {{ include "codearena.sessions.instance" .root }}
          app.kubernetes.io/component: session
  ports:
    - {protocol: TCP, port: {{ .root.Values.sessions.access.port }}}
{{- end -}}
{{- end -}}

{{/* To the runners of Jobs. */}}
{{- define "codearena.egress.jobs" -}}
- to:
    - namespaceSelector:
        matchLabels:
          kubernetes.io/metadata.name: {{ include "codearena.jobs.namespace" .root }}
      podSelector:
        matchLabels: {{- include "codearena.jobs.selector" .root | nindent 10 }}
  ports:
    - {protocol: TCP, port: {{ .root.Values.judge.job.port }}}
{{- end -}}

{{/* To the cluster's API. */}}
{{- define "codearena.egress.kubernetes" -}}
{{- with .root.Values.networkPolicies.to.kubernetes -}}
- to: {{- toYaml . | nindent 4 }}
{{- else -}}
- to: []
{{- end }}
  ports:
    - {protocol: TCP, port: 443}
    - {protocol: TCP, port: 6443}
{{- end -}}

{{/* In, to health and metrics. */}}
{{- define "codearena.ingress.admin" -}}
- from:
    {{- if .root.Values.networkPolicies.from.admin }}
    {{- toYaml .root.Values.networkPolicies.from.admin | nindent 4 }}
    {{- else }}
    - podSelector: {}
    {{- end }}
  ports:
    - {protocol: TCP, port: 9090}
{{- end -}}
