{{/*
The runner beside a judge or an ops server: it has the toolchains and no credential, no token, no variable. As a sidecar it is there before
the server, and is told to end only when the server has ended, so nothing that is being judged loses its sandbox. Takes root, image and slots.

The directory of its socket is one that it makes itself, since only its own user may enter it, and a volume's root is open to the group.
*/}}
{{- define "codearena.runner" -}}
{{- $runner := .root.Values.runner -}}
{{- $privileged := eq $runner.isolation "privileged" -}}
- name: runner
  image: {{ include "codearena.image" (dict "root" .root "name" .image) }}
  imagePullPolicy: {{ .root.Values.image.pullPolicy }}
  restartPolicy: Always
  command: [codearena-runner]
  args:
    - --listen
    - {{ include "codearena.runner.address" .root }}
    - --data
    - /var/lib/codearena/runner
    - --box
    - /opt/codearena/bin/box
    - --slots
    - {{ .slots | quote }}
    - --drain-seconds
    - "10"
  # The server starts when there is something to talk to.
  startupProbe:
    {{- if $privileged }}
    # The node's kubelet cannot reach the pod's loopback.
    exec: {command: [bash, -c, 'exec 3<>/dev/tcp/127.0.0.1/8091']}
    {{- else }}
    exec: {command: [test, -S, /run/codearena/runner/runner.sock]}
    {{- end }}
    periodSeconds: 1
    failureThreshold: 120
  resources:
    # A core for each slot: times are measured.
    requests:
      cpu: {{ .slots | quote }}
      memory: {{ include "codearena.runner.memory" . }}
      ephemeral-storage: 256Mi
    limits:
      cpu: {{ .slots | quote }}
      memory: {{ include "codearena.runner.memory" . }}
      ephemeral-storage: {{ add $runner.diskMiB 256 }}Mi
  securityContext:
    {{- if $privileged }}
    privileged: true
    runAsUser: 0
    runAsGroup: 0
    runAsNonRoot: false
    readOnlyRootFilesystem: true
    {{- else }}
    {{- include "codearena.confined" . | nindent 4 }}
    procMount: Unmasked
    seccompProfile:
      {{- if $runner.seccompProfile }}
      type: Localhost
      localhostProfile: {{ $runner.seccompProfile }}
      {{- else }}
      type: Unconfined
      {{- end }}
    {{- with $runner.appArmorProfile }}
    appArmorProfile:
      {{- if eq . "Unconfined" }}
      type: Unconfined
      {{- else }}
      type: Localhost
      localhostProfile: {{ . }}
      {{- end }}
    {{- end }}
    {{- end }}
  volumeMounts:
    - name: runner
      mountPath: /run/codearena
    - name: programs
      mountPath: /var/lib/codearena
    - name: runner-tmp
      mountPath: /tmp
{{- end -}}

{{- define "codearena.runner.memory" -}}
{{- printf "%dMi" (add .root.Values.runner.memoryMiB (mul .slots .root.Values.runner.slotMemoryMiB)) -}}
{{- end -}}

{{/* Root's socket would let nobody else in, so a privileged runner listens at the pod's loopback: sandboxes have a network of their own. */}}
{{- define "codearena.runner.address" -}}
{{- ternary "tcp:127.0.0.1:8091" "unix:/run/codearena/runner/runner.sock" (eq .Values.runner.isolation "privileged") -}}
{{- end -}}

{{- define "codearena.runner.volumes" -}}
- name: runner
  emptyDir:
    sizeLimit: 1Mi
- name: programs
  emptyDir:
    sizeLimit: {{ .Values.runner.diskMiB }}Mi
- name: runner-tmp
  emptyDir:
    sizeLimit: 64Mi
{{- end -}}

{{/* Fields of a pod that has a runner in it. */}}
{{- define "codearena.runner.pod" -}}
{{- if eq .Values.runner.isolation "user-namespaces" }}
hostUsers: false
{{- end }}
{{- with .Values.runner.runtimeClassName }}
runtimeClassName: {{ . }}
{{- end }}
{{- end -}}
