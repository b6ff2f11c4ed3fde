{{/* keda, hpa or none: what values say, and for `auto` what the cluster has. */}}
{{- define "codearena.scaling.mode" -}}
{{- $mode := .Values.judge.scaling.mode -}}
{{- if eq $mode "auto" -}}
{{- empty (include "codearena.has" (dict "root" . "api" "keda.sh/v1alpha1")) | ternary "hpa" "keda" -}}
{{- else -}}
{{- $mode -}}
{{- end -}}
{{- end -}}

{{/*
How many submissions without a verdict one judge is for. With C slots, a mean service time S and a tolerated wait W, a judge that starts on
n submissions has begun the last of them after (n/C - 1) × S. That is at most W while n is at most C × (1 + W/S).
Takes root and own (the language's values); both counts are of what waits and what runs.
*/}}
{{- define "codearena.scaling.target" -}}
{{- $judge := .root.Values.judge -}}
{{- $slots := include "codearena.judge.atOnce" . | int -}}
{{- $service := .own.meanServiceSeconds | default $judge.scaling.meanServiceSeconds -}}
{{- $wait := hasKey .own "toleratedWaitSeconds" | ternary .own.toleratedWaitSeconds $judge.scaling.toleratedWaitSeconds -}}
{{- mulf $slots (addf 1 (divf $wait $service)) | floor | int64 -}}
{{- end -}}

{{- define "codearena.scaling.min" -}}
{{- hasKey .own "min" | ternary .own.min .root.Values.judge.scaling.min -}}
{{- end -}}

{{- define "codearena.scaling.max" -}}
{{- .own.max | default .root.Values.judge.scaling.max -}}
{{- end -}}

{{/* Up at once, down slowly: a judge that goes drains first, but the next one would have to start again. */}}
{{- define "codearena.scaling.behavior" -}}
scaleUp:
  stabilizationWindowSeconds: 0
  selectPolicy: Max
  policies:
    - {type: Percent, value: 100, periodSeconds: 15}
    - {type: Pods, value: 4, periodSeconds: 15}
scaleDown:
  stabilizationWindowSeconds: {{ .Values.judge.scaling.cooldownSeconds }}
  policies:
    - {type: Percent, value: 25, periodSeconds: 60}
    - {type: Pods, value: 1, periodSeconds: 60}
{{- end -}}
