package org.codearena.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** The seccomp profile that lets a container make sandboxes. */
class ProfileTest {
    private final String text = Installation.read(Installation.CHART.resolve("files/codearena-room.json"));
    private final Map<String, Object> profile = Rendered.map(new Yaml().load(text));

    private Set<String> names(String action) {
        Set<String> names = new HashSet<>();
        for (Object rule : (List<?>) profile.get("syscalls")) {
            Map<String, Object> one = Rendered.map(rule);
            if (one.get("action").equals(action) && !one.containsKey("args")) {
                ((List<?>) one.get("names"))
                        .forEach(name -> assertTrue(names.add((String) name), () -> name + " twice"));
            }
        }
        return names;
    }

    @Test
    void sandboxCanBeMade() {
        assertTrue(names("SCMP_ACT_ALLOW")
                .containsAll(Set.of(
                        "unshare",
                        "clone",
                        "clone3",
                        "setns",
                        "mount",
                        "umount2",
                        "pivot_root",
                        "mount_setattr",
                        "move_mount",
                        "open_tree",
                        "sethostname",
                        "seccomp")));
    }

    @Test
    void whatReachesTheKernelOfTheNodeIsRefused() {
        Set<String> allowed = names("SCMP_ACT_ALLOW");
        for (String refused : List.of(
                "bpf",
                "perf_event_open",
                "userfaultfd",
                "io_uring_setup",
                "keyctl",
                "add_key",
                "request_key",
                "kexec_load",
                "init_module",
                "finit_module",
                "open_by_handle_at",
                "fsopen",
                "fsmount",
                "swapon",
                "reboot",
                "syslog",
                "quotactl",
                "settimeofday",
                "pidfd_getfd",
                "kcmp")) {
            assertFalse(allowed.contains(refused), refused);
            assertTrue(names("SCMP_ACT_ERRNO").contains(refused), refused);
        }
        assertEquals("SCMP_ACT_ERRNO", profile.get("defaultAction"));
    }

    @Test
    void profileReachesNodesUnchangedAndUnderTheNameThatPodsGive() {
        Rendered rendered = Installation.like("dev").render();
        DaemonSet set = rendered.all(DaemonSet.class).getFirst();
        assertEquals("kube-system", Rendered.namespaceOf(set));
        assertEquals(
                text.strip(),
                rendered.one(ConfigMap.class, set.getMetadata().getName())
                        .getData()
                        .get("codearena-room.json")
                        .strip());
        String named = rendered.pod("arena-judge-python")
                .spec()
                .getInitContainers()
                .getFirst()
                .getSecurityContext()
                .getSeccompProfile()
                .getLocalhostProfile();
        String script = set.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getArgs()
                .getFirst();
        assertTrue(script.contains("mv " + named + ".new " + named), script);
    }
}
