{{/* Everything that is wrong with the values among each other and with the cluster, one line each: said at once, and not when pods fail. */}}

{{- define "codearena.checks.stores" -}}
{{- $dev := .Values.dev.enabled -}}
{{- if not $dev -}}
{{- range $name, $field := dict "database" "host" "broker" "host" "cache" "host" "blobs" "endpoint" -}}
{{- if not (get (get $.Values $name) $field) }}
- {{ $name }}.{{ $field }} is empty: name the one to use, or set dev.enabled=true for a trial
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $name := list "database" "broker" -}}
{{- $node := get $.Values $name -}}
{{- if and $node.host (not $node.password) (not $node.existingSecret) }}
- {{ $name }}.existingSecret is empty: name the Secret that holds the password of {{ $node.user }} under the key {{ $node.passwordKey }}
{{- end -}}
{{- end -}}
{{- if and .Values.blobs.endpoint (not .Values.blobs.existingSecret) (not (and .Values.blobs.accessKey .Values.blobs.secretKey)) }}
- blobs.existingSecret is empty: name the Secret that holds {{ .Values.blobs.accessKeyKey }} and {{ .Values.blobs.secretKeyKey }}
{{- end -}}
{{- end -}}

{{- define "codearena.checks.ways" -}}
{{- if and .Values.ingress.enabled (not .Values.ingress.host) }}
- ingress.host is empty: name the host under which people come
{{- end -}}
{{- if .Values.httpRoute.enabled -}}
{{- if not .Values.httpRoute.host }}
- httpRoute.host is empty: name the host under which people come
{{- end -}}
{{- if not .Values.httpRoute.parentRefs }}
- httpRoute.parentRefs is empty: name the Gateway it belongs to
{{- end -}}
{{- if not (include "codearena.has" (dict "root" . "api" "gateway.networking.k8s.io/v1")) }}
- httpRoute.enabled needs the Gateway API, gateway.networking.k8s.io/v1, which this cluster does not have: install it, or use ingress.enabled
{{- end -}}
{{- end -}}
{{- if and .Values.sessions.previewHost (eq .Values.sessions.previewHost (include "codearena.publicUrl" . | urlParse).hostname) }}
- sessions.previewHost is {{ .Values.sessions.previewHost }}, which is the page's own: what strangers' programs serve must never be there
{{- end -}}
{{- if and .Values.podMonitor.enabled (not (include "codearena.has" (dict "root" . "api" "monitoring.coreos.com/v1"))) }}
- podMonitor.enabled needs Prometheus' operator, monitoring.coreos.com/v1, which this cluster does not have
{{- end -}}
{{- end -}}

{{- define "codearena.checks.judges" -}}
{{- $scaling := .Values.judge.scaling -}}
{{- if and (eq $scaling.mode "keda") (not (include "codearena.has" (dict "root" . "api" "keda.sh/v1alpha1"))) }}
- judge.scaling.mode is keda, which this cluster does not have: install KEDA, or use judge.scaling.mode=hpa, where at least one judge of each language stays
{{- end -}}
{{- if and (eq $scaling.backlog "prometheus") (not $scaling.prometheusUrl) }}
- judge.scaling.prometheusUrl is empty: judge.scaling.backlog=prometheus needs it
{{- end -}}
{{- range $language, $own := .Values.judge.languages -}}
{{- $own = $own | default dict -}}
{{- $min := include "codearena.scaling.min" (dict "root" $ "own" $own) | int -}}
{{- $max := include "codearena.scaling.max" (dict "root" $ "own" $own) | int -}}
{{- if gt $min $max }}
- judges of {{ $language }} are at least {{ $min }} and at most {{ $max }}
{{- end -}}
{{- end -}}
{{- if include "codearena.jobs" . -}}
{{- include "codearena.checks.jobs" . -}}
{{- end -}}
{{- if not (hasKey .Values.judge.languages .Values.tests.language) }}
- tests.language is {{ .Values.tests.language }}, which is not judged: judge.languages has {{ keys .Values.judge.languages | sortAlpha | join ", " }}
{{- end -}}
{{- end -}}

{{- define "codearena.checks.jobs" -}}
{{- $job := .Values.judge.job -}}
{{- $own := eq (include "codearena.jobs.namespace" .) .Release.Namespace -}}
{{- if and $own $job.createNamespace }}
- judge.job.createNamespace needs judge.job.namespace, another than the release's
{{- end -}}
{{- if and $own $job.quota }}
- judge.job.quota would bind the servers too: it needs judge.job.namespace, another than the release's
{{- end -}}
{{- if and .Values.sessions.enabled $job.createNamespace .Values.sessions.createNamespace (eq $job.namespace .Values.sessions.namespace) }}
- judge.job.createNamespace and sessions.createNamespace would both make {{ $job.namespace }}: name another for one of them
{{- end -}}
{{- if and (eq (include "codearena.scaling.mode" .) "hpa") (eq .Values.judge.scaling.hpa.metric "cpu") }}
- judge.scaling.hpa.metric=cpu sees nothing of what runs in Jobs: install KEDA, or use judge.scaling.hpa.metric=external or judge.scaling.mode=none
{{- end -}}
{{- range $file, $_ := $job.templates -}}
{{- if ne $file "job.yaml" }}
- judge.job.templates has {{ $file }}, known is job.yaml
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "codearena.checks.userNamespaces" -}}
{{- $has := .Values.cluster.userNamespaces -}}
{{- if eq $has "auto" -}}
{{- $has = ternary "present" "absent" (semverCompare ">=1.33.0-0" .Capabilities.KubeVersion.Version) -}}
{{- end -}}
{{- if eq $has "absent" -}}
{{- $why := printf "pods with users of their own (hostUsers: false, procMount: Unmasked), which Kubernetes has from 1.33 on, and this cluster is %s%s" .Capabilities.KubeVersion.Version (ternary "" ": where its feature gates UserNamespacesSupport and ProcMountType are on, say cluster.userNamespaces=present" (eq .Values.cluster.userNamespaces "absent")) -}}
{{- if eq .Values.runner.isolation "user-namespaces" }}
- judges need {{ $why }}; else use runner.isolation=privileged, where runners are root on their nodes
{{- end -}}
{{- if and .Values.sessions.enabled (eq .Values.sessions.isolation "room") }}
- sessions need {{ $why }}; else use sessions.isolation=pod, where the container is all that holds a program
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "codearena.checks.sessions" -}}
{{- if .Values.sessions.enabled -}}
{{- $sessions := .Values.sessions -}}
{{- $own := eq (include "codearena.sessions.namespace" .) .Release.Namespace -}}
{{- if and $own $sessions.createNamespace }}
- sessions.createNamespace needs sessions.namespace, another than the release's
{{- end -}}
{{- if and $own $sessions.quota }}
- sessions.quota would bind the servers too: it needs sessions.namespace, another than the release's
{{- end -}}
{{- if and (eq $sessions.network "internet") (eq $sessions.isolation "room") (not $sessions.hardening.tunDevice) }}
- sessions.network=internet in a room needs sessions.hardening.tunDevice, the resource that brings /dev/net/tun; or use sessions.isolation=pod
{{- end -}}
{{- if and $sessions.warm $sessions.disk.claims }}
- sessions.warm and sessions.disk.claims exclude each other: a pod that waits cannot take up a project's volume
{{- end -}}
{{- if and (eq $sessions.access.way "ingress") (not $sessions.access.ingressNamespace) }}
- sessions.access.way=ingress needs sessions.access.ingressNamespace, or the controller reaches no session
{{- end -}}
{{- range $file, $_ := $sessions.templates -}}
{{- if not (has $file (list "pod.yaml" "service.yaml" "ingress.yaml" "networkpolicy.yaml" "secret.yaml" "pvc.yaml")) }}
- sessions.templates has {{ $file }}, known are pod.yaml, service.yaml, ingress.yaml, networkpolicy.yaml, secret.yaml and pvc.yaml
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* A Secret that must be there with these keys; takes root, name and keys. */}}
{{- define "codearena.checks.secret" -}}
{{- $secret := include "codearena.found" (dict "api" "v1" "kind" "Secret" "namespace" .root.Release.Namespace "name" .name) | fromJson -}}
{{- if not $secret }}
- the Secret {{ .name }} is missing in the namespace {{ .root.Release.Namespace }}: make it with {{ join " and " .keys }}
{{- else -}}
{{- range .keys -}}
{{- if not (hasKey ($secret.data | default dict) .) }}
- the Secret {{ $.name }} has no {{ . }}: it has {{ keys ($secret.data | default dict) | sortAlpha | join ", " | default "nothing" }}
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* What the namespace enforces, against what pods meet; takes root, namespace, meets, who and how (to make it less). */}}
{{- define "codearena.checks.standard" -}}
{{- $namespace := include "codearena.found" (dict "api" "v1" "kind" "Namespace" "namespace" "" "name" .namespace) | fromJson -}}
{{- $enforced := get (($namespace.metadata | default dict).labels | default dict) "pod-security.kubernetes.io/enforce" | default "privileged" -}}
{{- $ranks := dict "privileged" 0 "baseline" 1 "restricted" 2 -}}
{{- if gt (get $ranks $enforced | default 0 | int) (get $ranks .meets | int) }}
- the namespace {{ .namespace }} enforces the Pod Security standard {{ $enforced }}, and {{ .who }} meet only {{ .meets }}: {{ .how }}
{{- end -}}
{{- end -}}

{{/* What only the cluster itself tells; nothing where there is no cluster, as with `helm template`. */}}
{{- define "codearena.checks.cluster" -}}
{{- if and .Values.cluster.inspect (include "codearena.found" (dict "api" "v1" "kind" "Namespace" "namespace" "" "name" "kube-system") | fromJson) -}}
{{- range list (dict "node" .Values.database "keys" (list .Values.database.passwordKey)) (dict "node" .Values.broker "keys" (list .Values.broker.passwordKey))
      (dict "node" .Values.cache "keys" (list .Values.cache.passwordKey)) (dict "node" .Values.firstAdmin "keys" (list .Values.firstAdmin.passwordKey))
      (dict "node" .Values.blobs "keys" (list .Values.blobs.accessKeyKey .Values.blobs.secretKeyKey)) -}}
{{- if .node.existingSecret }}
{{- include "codearena.checks.secret" (dict "root" $ "name" .node.existingSecret "keys" .keys) -}}
{{- end -}}
{{- end -}}
{{- include "codearena.checks.standard" (dict "namespace" .Release.Namespace "meets" (include "codearena.sandboxStandard" .) "who" "judges' pods"
      "how" "label it privileged, or use runner.isolation=user-namespaces with a seccomp profile on Kubernetes 1.34 or newer") -}}
{{- if .Values.nodeProfile.install -}}
{{- include "codearena.checks.standard" (dict "namespace" .Values.nodeProfile.namespace "meets" "privileged" "who" "pods that write the seccomp profile to nodes"
      "how" "name another nodeProfile.namespace, or put the profile there by hand") -}}
{{- end -}}
{{- if include "codearena.jobs" . -}}
{{- $namespace := include "codearena.jobs.namespace" . -}}
{{- if and (ne $namespace .Release.Namespace) (not .Values.judge.job.createNamespace) (not (include "codearena.found" (dict "api" "v1" "kind" "Namespace" "namespace" "" "name" $namespace) | fromJson)) }}
- the namespace {{ $namespace }} is missing: make it, or set judge.job.createNamespace=true
{{- end -}}
{{- if ne $namespace .Release.Namespace -}}
{{- include "codearena.checks.standard" (dict "namespace" $namespace "meets" (include "codearena.sandboxStandard" .) "who" "the pods of Jobs"
      "how" "label it privileged, or use runner.isolation=user-namespaces with a seccomp profile on Kubernetes 1.34 or newer") -}}
{{- end -}}
{{- end -}}
{{- if .Values.sessions.enabled -}}
{{- $namespace := include "codearena.sessions.namespace" . -}}
{{- if and (ne $namespace .Release.Namespace) (not .Values.sessions.createNamespace) (not (include "codearena.found" (dict "api" "v1" "kind" "Namespace" "namespace" "" "name" $namespace) | fromJson)) }}
- the namespace {{ $namespace }} is missing: make it, or set sessions.createNamespace=true
{{- end -}}
{{- include "codearena.checks.standard" (dict "namespace" $namespace "meets" (include "codearena.sessions.standard" .) "who" "sessions' pods"
      "how" "label it privileged, or use sessions.isolation=pod") -}}
{{- end -}}
{{- if and .Values.dev.enabled .Values.dev.persistence.enabled (not .Values.dev.persistence.storageClass) -}}
{{- $default := false -}}
{{- range (include "codearena.found" (dict "api" "storage.k8s.io/v1" "kind" "StorageClass" "namespace" "" "name" "") | fromJson).items -}}
{{- if eq (get (.metadata.annotations | default dict) "storageclass.kubernetes.io/is-default-class") "true" -}}{{- $default = true -}}{{- end -}}
{{- end -}}
{{- if not $default }}
- the cluster has no default storage class: name one with dev.persistence.storageClass, or set dev.persistence.enabled=false, where all data goes with its pod
{{- end -}}
{{- end -}}
{{- end -}}
{{- end -}}

{{- define "codearena.checks" -}}
{{- range list "stores" "ways" "judges" "userNamespaces" "sessions" "cluster" -}}
{{- include (printf "codearena.checks.%s" .) $ -}}
{{- end -}}
{{- end -}}
