{{/* What the stores of a trial have in common: one pod with a name that stays, a volume, and a user that is not root. */}}

{{/* The beginning of a StatefulSet and its Service; takes root, component, ports (name to number) and values. */}}
{{- define "codearena.dev.service" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "codearena.fullname" .root }}-{{ .component }}
  labels: {{- include "codearena.labels" . | nindent 4 }}
spec:
  # Headless: its pod has a name of its own, which stays the same.
  clusterIP: None
  publishNotReadyAddresses: true
  selector: {{- include "codearena.selector" . | nindent 4 }}
  ports:
    {{- range $name, $port := .ports }}
    - {name: {{ $name }}, port: {{ $port }}, targetPort: {{ $name }}, protocol: TCP}
    {{- end }}
{{- end -}}

{{- define "codearena.dev.set" -}}
replicas: 1
serviceName: {{ include "codearena.fullname" .root }}-{{ .component }}
selector:
  matchLabels: {{- include "codearena.selector" . | nindent 4 }}
{{- end -}}

{{- define "codearena.dev.podLabels" -}}
{{ include "codearena.labels" . }}
codearena.org/pod-security: restricted
{{- end -}}

{{- define "codearena.dev.pod" -}}
automountServiceAccountToken: false
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: {{ .values.uid }}
  runAsGroup: {{ .values.uid }}
  fsGroup: {{ .values.uid }}
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile:
    type: RuntimeDefault
{{- with .root.Values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end -}}

{{- define "codearena.dev.container" -}}
image: {{ .values.image }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
resources:
  requests: {cpu: 100m, memory: {{ .values.memory }}}
  limits: {memory: {{ .values.memory }}}
securityContext: {{- include "codearena.confined" . | nindent 2 }}
{{- end -}}

{{/* The volume `data`: claimed, or gone with the pod. */}}
{{- define "codearena.dev.claims" -}}
{{- if .root.Values.dev.persistence.enabled -}}
volumeClaimTemplates:
  - apiVersion: v1
    kind: PersistentVolumeClaim
    metadata:
      name: data
      labels: {{- include "codearena.selector" . | nindent 8 }}
    spec:
      accessModes: [ReadWriteOnce]
      {{- with .root.Values.dev.persistence.storageClass }}
      storageClassName: {{ . }}
      {{- end }}
      resources:
        requests:
          storage: {{ .values.size }}
{{- end -}}
{{- end -}}

{{- define "codearena.dev.data" -}}
{{- if not .root.Values.dev.persistence.enabled -}}
- name: data
  emptyDir: {}
{{- end -}}
{{- end -}}
