{{/* What the cluster holds under a kind and a name, as JSON; nothing where Helm has no cluster. Takes api, kind, namespace and name. */}}
{{- define "codearena.found" -}}
{{- lookup .api .kind .namespace .name | toJson -}}
{{- end -}}
