{{/*
What things are called. All names begin with the release's, which is unique in a namespace, so two releases never clash. Cut names carry
a hash of the whole, so that two long ones do not become the same.
*/}}
{{- define "codearena.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else -}}
{{- $plain := .Release.Name | replace "." "-" -}}
{{- $plain = ternary $plain (printf "ca-%s" $plain) (regexMatch "^[a-z]" $plain) -}}
{{- if and (eq $plain .Release.Name) (le (len $plain) 31) -}}
{{- $plain -}}
{{- else -}}
{{- printf "%s-%s" (trunc 25 $plain | trimSuffix "-") (sha256sum .Release.Name | trunc 5) -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* By which a component's pods are found; never changes. Takes root, component and, of judges, language. */}}
{{- define "codearena.selector" -}}
app.kubernetes.io/name: codearena
app.kubernetes.io/instance: {{ include "codearena.instance" .root }}
app.kubernetes.io/component: {{ .component }}
{{- with .language }}
codearena.org/language: {{ . }}
{{- end }}
{{- end -}}

{{- define "codearena.labels" -}}
{{ include "codearena.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version | replace "+" "_" }}
{{- end -}}

{{/* A label's value has no more than 63 characters, and may be what fullname is. */}}
{{- define "codearena.instance" -}}
{{- include "codearena.fullname" . -}}
{{- end -}}

{{/* What tells two installations apart whose sessions share a namespace. */}}
{{- define "codearena.sessions.instance" -}}
{{- if eq (include "codearena.sessions.namespace" .) .Release.Namespace -}}
{{- include "codearena.instance" . -}}
{{- else -}}
{{- printf "%s-%s" (include "codearena.fullname" .) (sha256sum .Release.Namespace | trunc 6) -}}
{{- end -}}
{{- end -}}

{{- define "codearena.sessions.namespace" -}}
{{- .Values.sessions.namespace | default .Release.Namespace -}}
{{- end -}}

{{- define "codearena.image.prefix" -}}
{{- with .Values.image.registry }}{{ . }}/{{ end -}}
{{- end -}}

{{- define "codearena.image.tag" -}}
{{- .Values.image.tag | default .Chart.AppVersion -}}
{{- end -}}

{{/* One of our images; takes root and name. */}}
{{- define "codearena.image" -}}
{{- printf "%s%s:%s" (include "codearena.image.prefix" .root) .name (include "codearena.image.tag" .root) -}}
{{- end -}}

{{- define "codearena.publicUrl" -}}
{{- if .Values.publicUrl -}}
{{- .Values.publicUrl -}}
{{- else if and .Values.ingress.enabled .Values.ingress.host -}}
{{- printf "%s://%s" (ternary "https" "http" .Values.ingress.tls.enabled) .Values.ingress.host -}}
{{- else if and .Values.httpRoute.enabled .Values.httpRoute.host -}}
{{- printf "https://%s" .Values.httpRoute.host -}}
{{- else -}}
http://localhost:8080
{{- end -}}
{{- end -}}

{{/* Of a component that has no class of its own; takes root, own and the kind: server or judge. */}}
{{- define "codearena.priorityClass" -}}
{{- if .own -}}
{{- .own -}}
{{- else if .root.Values.priorityClasses.create -}}
{{- printf "%s-%s-%s" .root.Release.Namespace (include "codearena.fullname" .root) .kind -}}
{{- end -}}
{{- end -}}

{{/* Whether the cluster has an API, or values say so; takes root and api. Empty is no. */}}
{{- define "codearena.has" -}}
{{- if or (.root.Capabilities.APIVersions.Has .api) (has .api .root.Values.cluster.apis) -}}
yes
{{- end -}}
{{- end -}}
