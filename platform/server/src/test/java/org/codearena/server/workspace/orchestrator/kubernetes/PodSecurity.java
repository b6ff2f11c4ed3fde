package org.codearena.server.workspace.orchestrator.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SELinuxOptions;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The Pod Security standards of Kubernetes 1.34, control by control: what a pod does that a level forbids. The chart's tests use it too. */
public final class PodSecurity {
    private static final Set<String> BASELINE_CAPABILITIES = Set.of(
            "AUDIT_WRITE",
            "CHOWN",
            "DAC_OVERRIDE",
            "FOWNER",
            "FSETID",
            "KILL",
            "MKNOD",
            "NET_BIND_SERVICE",
            "SETFCAP",
            "SETGID",
            "SETPCAP",
            "SETUID",
            "SYS_CHROOT");
    private static final Set<String> SELINUX_TYPES =
            Set.of("", "container_t", "container_init_t", "container_kvm_t", "container_engine_t");
    private static final Set<String> SYSCTLS = Set.of(
            "kernel.shm_rmid_forced",
            "net.ipv4.ip_local_port_range",
            "net.ipv4.ip_unprivileged_port_start",
            "net.ipv4.tcp_syncookies",
            "net.ipv4.ping_group_range",
            "net.ipv4.ip_local_reserved_ports",
            "net.ipv4.tcp_keepalive_time",
            "net.ipv4.tcp_fin_timeout",
            "net.ipv4.tcp_keepalive_intvl",
            "net.ipv4.tcp_keepalive_probes");

    private final PodSpec spec;
    private final List<String> found = new ArrayList<>();

    private PodSecurity(PodSpec spec) {
        this.spec = spec;
    }

    public static List<String> baselineViolations(PodSpec spec) {
        PodSecurity check = new PodSecurity(spec);
        check.baseline();
        return check.found;
    }

    public static List<String> restrictedViolations(PodSpec spec) {
        PodSecurity check = new PodSecurity(spec);
        check.baseline();
        check.restricted();
        return check.found;
    }

    private void forbid(boolean violated, String what) {
        if (violated) {
            found.add(what);
        }
    }

    private Stream<Container> containers() {
        return Stream.concat(spec.getInitContainers().stream(), spec.getContainers().stream());
    }

    private Optional<PodSecurityContext> ofPod() {
        return Optional.ofNullable(spec.getSecurityContext());
    }

    private static Optional<SecurityContext> context(Container container) {
        return Optional.ofNullable(container.getSecurityContext());
    }

    /** Some controls are about uids and /proc of the node, and are lifted where a pod has uids and a /proc of its own. */
    private boolean hasUserNamespace() {
        return Boolean.FALSE.equals(spec.getHostUsers());
    }

    private void baseline() {
        forbid(Boolean.TRUE.equals(spec.getHostNetwork()), "hostNetwork");
        forbid(Boolean.TRUE.equals(spec.getHostPID()), "hostPID");
        forbid(Boolean.TRUE.equals(spec.getHostIPC()), "hostIPC");
        spec.getVolumes().forEach(volume -> forbid(volume.getHostPath() != null, "hostPath " + volume.getName()));
        ofPod().ifPresent(pod -> {
            pod.getSysctls()
                    .forEach(sysctl -> forbid(!SYSCTLS.contains(sysctl.getName()), "sysctl " + sysctl.getName()));
            seLinux("pod", pod.getSeLinuxOptions());
            forbid(isUnconfined(pod.getSeccompProfile()), "seccomp of the pod");
            forbid(
                    pod.getAppArmorProfile() != null
                            && "Unconfined".equals(pod.getAppArmorProfile().getType()),
                    "AppArmor of the pod");
            forbid(pod.getWindowsOptions() != null, "Windows options of the pod");
        });
        containers().forEach(this::baseline);
    }

    private void baseline(Container container) {
        String name = container.getName();
        container
                .getPorts()
                .forEach(port -> forbid(port.getHostPort() != null && port.getHostPort() != 0, "hostPort of " + name));
        Stream.of(container.getLivenessProbe(), container.getReadinessProbe(), container.getStartupProbe())
                .forEach(probe -> probe(name, probe));
        context(container).ifPresent(context -> {
            forbid(Boolean.TRUE.equals(context.getPrivileged()), "privileged " + name);
            added(context)
                    .filter(each -> !BASELINE_CAPABILITIES.contains(each))
                    .forEach(each -> found.add("capability " + each + " of " + name));
            seLinux(name, context.getSeLinuxOptions());
            forbid(
                    context.getProcMount() != null && !context.getProcMount().equals("Default") && !hasUserNamespace(),
                    "procMount of " + name);
            forbid(isUnconfined(context.getSeccompProfile()), "seccomp of " + name);
            forbid(
                    context.getAppArmorProfile() != null
                            && "Unconfined".equals(context.getAppArmorProfile().getType()),
                    "AppArmor of " + name);
            forbid(context.getWindowsOptions() != null, "Windows options of " + name);
        });
    }

    private void probe(String name, @Nullable Probe probe) {
        Optional<HTTPGetAction> get =
                Optional.ofNullable(probe).flatMap(each -> Optional.ofNullable(each.getHttpGet()));
        forbid(get.filter(each -> each.getHost() != null).isPresent(), "host of a probe of " + name);
    }

    private static Stream<String> added(SecurityContext context) {
        return Optional.ofNullable(context.getCapabilities()).map(Capabilities::getAdd).orElse(List.of()).stream();
    }

    private void seLinux(String of, @Nullable SELinuxOptions options) {
        if (options != null) {
            forbid(options.getType() != null && !SELINUX_TYPES.contains(options.getType()), "SELinux type of " + of);
            forbid(options.getUser() != null || options.getRole() != null, "SELinux user or role of " + of);
        }
    }

    private static boolean isUnconfined(@Nullable SeccompProfile profile) {
        return profile != null && "Unconfined".equals(profile.getType());
    }

    private void restricted() {
        spec.getVolumes().forEach(volume -> forbid(!isPlain(volume), "type of the volume " + volume.getName()));
        containers().forEach(this::restricted);
    }

    private static boolean isPlain(Volume volume) {
        return volume.getConfigMap() != null
                || volume.getCsi() != null
                || volume.getDownwardAPI() != null
                || volume.getEmptyDir() != null
                || volume.getEphemeral() != null
                || volume.getPersistentVolumeClaim() != null
                || volume.getProjected() != null
                || volume.getSecret() != null;
    }

    private void restricted(Container container) {
        String name = container.getName();
        Optional<SecurityContext> context = context(container);
        forbid(
                context.filter(each -> Boolean.FALSE.equals(each.getAllowPrivilegeEscalation()))
                        .isEmpty(),
                "allowPrivilegeEscalation of " + name);
        Optional<Boolean> nonRoot = context.map(SecurityContext::getRunAsNonRoot)
                .or(() -> ofPod().map(PodSecurityContext::getRunAsNonRoot));
        forbid(!nonRoot.orElse(false) && !hasUserNamespace(), "runAsNonRoot of " + name);
        Optional<Long> user =
                context.map(SecurityContext::getRunAsUser).or(() -> ofPod().map(PodSecurityContext::getRunAsUser));
        forbid(user.filter(uid -> uid == 0).isPresent() && !hasUserNamespace(), "runAsUser of " + name);
        Optional<String> seccomp = context.map(SecurityContext::getSeccompProfile)
                .or(() -> ofPod().map(PodSecurityContext::getSeccompProfile))
                .map(SeccompProfile::getType);
        forbid(seccomp.filter(Set.of("RuntimeDefault", "Localhost")::contains).isEmpty(), "seccomp of " + name);
        Optional<Capabilities> capabilities = context.map(SecurityContext::getCapabilities);
        forbid(capabilities.filter(each -> each.getDrop().contains("ALL")).isEmpty(), "capabilities kept by " + name);
        context.ifPresent(each -> added(each)
                .filter(one -> !one.equals("NET_BIND_SERVICE"))
                .forEach(one -> found.add("capability " + one + " added to " + name)));
    }
}
