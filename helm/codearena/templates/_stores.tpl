{{/*
Where state is, and who holds the credentials: what values say, or the pods of `dev`. Each takes the root and gives a map as JSON.
*/}}
{{- define "codearena.database" -}}
{{- $host := .Values.database.host -}}
{{- if and .Values.dev.enabled (not $host) -}}{{- $host = printf "%s-postgresql" (include "codearena.fullname" .) -}}{{- end -}}
{{- dict "host" $host "port" .Values.database.port "dev" (and .Values.dev.enabled (not .Values.database.host)) | toJson -}}
{{- end -}}

{{- define "codearena.broker" -}}
{{- $dev := and .Values.dev.enabled (not .Values.broker.host) -}}
{{- $host := ternary (printf "%s-rabbitmq" (include "codearena.fullname" .)) .Values.broker.host $dev -}}
{{- dict "host" $host "port" (ternary 5672 .Values.broker.port $dev) "dev" $dev
      "management" (dict "host" (.Values.broker.management.host | default $host) "port" .Values.broker.management.port)
      "quorum" (and .Values.broker.quorum (not $dev)) | toJson -}}
{{- end -}}

{{- define "codearena.cache" -}}
{{- $dev := and .Values.dev.enabled (not .Values.cache.host) -}}
{{- $host := ternary (printf "%s-cache" (include "codearena.fullname" .)) .Values.cache.host $dev -}}
{{- dict "host" $host "port" (ternary 6379 .Values.cache.port $dev) "dev" $dev
      "password" (or $dev .Values.cache.password .Values.cache.existingSecret | not | not) | toJson -}}
{{- end -}}

{{- define "codearena.blobs" -}}
{{- $dev := and .Values.dev.enabled (not .Values.blobs.endpoint) -}}
{{- $endpoint := ternary (printf "http://%s-s3:8333" (include "codearena.fullname" .)) .Values.blobs.endpoint $dev -}}
{{- $port := regexFind ":[0-9]+$" $endpoint | trimPrefix ":" | default (ternary "443" "80" (hasPrefix "https:" $endpoint)) -}}
{{- dict "endpoint" $endpoint "port" (atoi $port) "dev" $dev | toJson -}}
{{- end -}}

{{/* The Secret and the key of a password; takes root, node (its values) and name (what our own Secret is called). */}}
{{- define "codearena.secretName" -}}
{{- .node.existingSecret | default (printf "%s-%s" (include "codearena.fullname" .root) .name) -}}
{{- end -}}

{{/* A password that nobody chose: what the Secret of the last revision holds, or a new one. Takes root, name and key. */}}
{{- define "codearena.kept" -}}
{{- $old := include "codearena.found" (dict "api" "v1" "kind" "Secret" "namespace" .root.Release.Namespace "name" .name) | fromJson -}}
{{- $data := get $old "data" | default dict -}}
{{- if hasKey $data .key -}}
{{- get $data .key | b64dec -}}
{{- else -}}
{{- randAlphaNum 32 -}}
{{- end -}}
{{- end -}}
