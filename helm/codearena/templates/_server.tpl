{{/*
A server's container, whatever its role: configuration by environment, each secret as a file. Takes root, role, secrets (which of
database, broker, cache, blobs, admin it needs), and gives what all of them have.
*/}}
{{- define "codearena.server.env" -}}
{{- $values := .root.Values -}}
{{- $database := include "codearena.database" .root | fromJson -}}
{{- $broker := include "codearena.broker" .root | fromJson -}}
{{- $cache := include "codearena.cache" .root | fromJson -}}
{{- $blobs := include "codearena.blobs" .root | fromJson -}}
- name: CODEARENA_ROLES
  value: {{ .role }}
- name: CODEARENA_DATABASE_URL
  value: {{ printf "jdbc:postgresql://%s:%d/%s?sslmode=%s" $database.host (int64 $database.port) $values.database.name $values.database.sslMode | quote }}
- name: CODEARENA_DATABASE_USER
  value: {{ $values.database.user | quote }}
- name: CODEARENA_DATABASE_PASSWORD_FILE
  value: /etc/codearena/secrets/database-password
- name: CODEARENA_DATABASE_CONNECTIONS
  value: {{ $values.database.connections | quote }}
{{- if ne .role "api" }}
- name: CODEARENA_BROKER_URI
  value: {{ printf "%s://%s:%d%s" (ternary "amqps" "amqp" $values.broker.tls) $broker.host (int64 $broker.port) (ternary "" (printf "/%s" (urlquery $values.broker.vhost | replace "+" "%20")) (eq $values.broker.vhost "/")) | quote }}
- name: CODEARENA_BROKER_USER
  value: {{ $values.broker.user | quote }}
- name: CODEARENA_BROKER_PASSWORD_FILE
  value: /etc/codearena/secrets/broker-password
- name: CODEARENA_BROKER_QUORUM
  value: {{ $broker.quorum | quote }}
{{- end }}
- name: CODEARENA_CACHE_URI
  value: {{ printf "%s://%s:%d" (ternary "rediss" "redis" $values.cache.tls) $cache.host (int64 $cache.port) | quote }}
{{- if $cache.password }}
- name: CODEARENA_CACHE_PASSWORD_FILE
  value: /etc/codearena/secrets/cache-password
{{- end }}
- name: CODEARENA_BLOBS
  value: {{ printf "s3://%s%s" $values.blobs.bucket (ternary (printf "/%s" $values.blobs.prefix) "" (ne $values.blobs.prefix "")) | quote }}
- name: CODEARENA_S3_ENDPOINT
  value: {{ $blobs.endpoint | quote }}
- name: CODEARENA_S3_REGION
  value: {{ $values.blobs.region | quote }}
- name: CODEARENA_S3_ACCESS_KEY_FILE
  value: /etc/codearena/secrets/blobs-access-key
- name: CODEARENA_S3_SECRET_KEY_FILE
  value: /etc/codearena/secrets/blobs-secret-key
{{- if eq .role "ops" }}
- name: CODEARENA_BLOBS_KEPT
  value: {{ $values.blobs.kept | quote }}
{{- end }}
{{- with $values.javaOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- if ne .role "judge" }}
- name: CODEARENA_PUBLIC_URL
  value: {{ include "codearena.publicUrl" .root | quote }}
{{- if $values.sessions.enabled }}
- name: CODEARENA_SESSION_IDLE
  value: {{ $values.sessions.idle | quote }}
{{- with $values.sessions.previewHost }}
- name: CODEARENA_PREVIEW_HOST
  value: {{ . | quote }}
{{- end }}
{{- end }}
{{- end }}
{{- end -}}

{{/* The credentials of a role as files of one directory; the password of the first admin for the API only. */}}
{{- define "codearena.server.secrets" -}}
{{- $values := .root.Values -}}
{{- $cache := include "codearena.cache" .root | fromJson -}}
- name: secrets
  projected:
    # Root's, and readable for the group that fsGroup gives the pod.
    defaultMode: 0440
    sources:
      - secret:
          name: {{ include "codearena.secretName" (dict "root" .root "node" $values.database "name" "database") }}
          items: [{key: {{ $values.database.passwordKey | quote }}, path: database-password}]
      {{- if ne .role "api" }}
      - secret:
          name: {{ include "codearena.secretName" (dict "root" .root "node" $values.broker "name" "broker") }}
          items: [{key: {{ $values.broker.passwordKey | quote }}, path: broker-password}]
      {{- end }}
      {{- if $cache.password }}
      - secret:
          name: {{ include "codearena.secretName" (dict "root" .root "node" $values.cache "name" "cache") }}
          items: [{key: {{ $values.cache.passwordKey | quote }}, path: cache-password}]
      {{- end }}
      - secret:
          name: {{ include "codearena.secretName" (dict "root" .root "node" $values.blobs "name" "blobs") }}
          items:
            - {key: {{ $values.blobs.accessKeyKey | quote }}, path: blobs-access-key}
            - {key: {{ $values.blobs.secretKeyKey | quote }}, path: blobs-secret-key}
      {{- if eq .role "api" }}
      - secret:
          name: {{ include "codearena.secretName" (dict "root" .root "node" $values.firstAdmin "name" "first-admin") }}
          items: [{key: {{ $values.firstAdmin.passwordKey | quote }}, path: first-admin-password}]
      {{- end }}
{{- end -}}

{{/* Whoever brings sessions about. */}}
{{- define "codearena.server.sessionEnv" -}}
{{- if .Values.sessions.enabled }}
- name: CODEARENA_SESSIONS
  value: kubernetes
- name: CODEARENA_SESSIONS_CONFIG
  value: /etc/codearena/sessions/sessions.yaml
{{- if .Values.sessions.templates }}
- name: CODEARENA_SESSIONS_TEMPLATES
  value: /etc/codearena/templates
{{- end }}
{{- end }}
{{- end -}}

{{/*
What it mounts besides. The token is asked for by hand, for one container: mounted by itself it would be in the runner's container too.
*/}}
{{- define "codearena.server.sessionMounts" -}}
{{- if .Values.sessions.enabled }}
- name: sessions
  mountPath: /etc/codearena/sessions
  readOnly: true
{{- if .Values.sessions.templates }}
- name: templates
  mountPath: /etc/codearena/templates
  readOnly: true
{{- end }}
- name: token
  mountPath: /var/run/secrets/kubernetes.io/serviceaccount
  readOnly: true
{{- end }}
{{- end -}}

{{- define "codearena.server.sessionVolumes" -}}
{{- if .Values.sessions.enabled }}
- name: sessions
  configMap:
    name: {{ include "codearena.fullname" . }}-sessions
{{- if .Values.sessions.templates }}
- name: templates
  configMap:
    name: {{ include "codearena.fullname" . }}-session-templates
{{- end }}
{{ include "codearena.server.token" . }}
{{- end }}
{{- end -}}

{{/* The token of its service account, as a volume. */}}
{{- define "codearena.server.token" -}}
- name: token
  projected:
    defaultMode: 0440
    sources:
      - serviceAccountToken:
          path: token
          expirationSeconds: 3607
      - configMap:
          name: kube-root-ca.crt
          items: [{key: ca.crt, path: ca.crt}]
      - downwardAPI:
          items: [{path: namespace, fieldRef: {fieldPath: metadata.namespace}}]
{{- end -}}

{{/* Ports, probes and confinement of a server. Its start waits for the database; being alive asks nothing outside. */}}
{{- define "codearena.server.container" -}}
{{- if eq .role "api" -}}
ports:
  - {name: http, containerPort: 8080, protocol: TCP}
  - {name: admin, containerPort: 9090, protocol: TCP}
{{- else -}}
ports:
  - {name: admin, containerPort: 9090, protocol: TCP}
{{- end }}
startupProbe:
  httpGet: {path: /health/started, port: admin}
  timeoutSeconds: 5
  periodSeconds: 2
  # The server itself waits five minutes for the database.
  failureThreshold: 180
readinessProbe:
  httpGet: {path: /health/ready, port: admin}
  periodSeconds: 5
  timeoutSeconds: 5
livenessProbe:
  httpGet: {path: /health/live, port: admin}
  periodSeconds: 10
  timeoutSeconds: 5
  failureThreshold: 6
securityContext: {{- include "codearena.confined" . | nindent 2 }}
{{- end -}}
