package org.codearena.helm;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.codearena.helm.Rendered.PodIn;

/**
 * What a container's variables say when it runs, with the files that they name: those of ConfigMaps as they were rendered, those of
 * Secrets with something in them, all below a directory of this machine.
 */
record MountedFiles(Rendered rendered, Path root) {
    Map<String, String> environment(PodIn pod, Container container) {
        Map<String, String> environment = new LinkedHashMap<>();
        container
                .getEnv()
                .forEach(variable ->
                        environment.put(variable.getName(), expanded(value(pod, container, variable), environment)));
        return environment;
    }

    /** With what was said before it in place of {@code $(NAME)}, as a kubelet does. */
    private static String expanded(String value, Map<String, String> before) {
        String expanded = value;
        for (Map.Entry<String, String> each : before.entrySet()) {
            expanded = expanded.replace("$(" + each.getKey() + ")", each.getValue());
        }
        return expanded;
    }

    private String value(PodIn pod, Container container, EnvVar variable) {
        if (variable.getValueFrom() != null) {
            return "told-by-the-cluster";
        }
        String value = Optional.ofNullable(variable.getValue()).orElse("");
        return container.getVolumeMounts().stream()
                .filter(mount -> value.equals(mount.getMountPath()) || value.startsWith(mount.getMountPath() + "/"))
                .findFirst()
                .flatMap(mount -> mounted(pod, mount, value))
                .orElse(value);
    }

    /** Empty for a volume whose content comes to be only when the pod runs. */
    private Optional<String> mounted(PodIn pod, VolumeMount mount, String path) {
        Volume volume = pod.spec().getVolumes().stream()
                .filter(each -> each.getName().equals(mount.getName()))
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError(pod + " mounts " + mount.getName() + ", which is no volume of it"));
        Path directory = root.resolve(pod.owner().getMetadata().getName()).resolve(mount.getName());
        String below = path.substring(mount.getMountPath().length());
        if (volume.getConfigMap() != null) {
            rendered.one(ConfigMap.class, volume.getConfigMap().getName())
                    .getData()
                    .forEach((name, content) -> write(directory.resolve(name), content));
        } else if (volume.getSecret() != null || volume.getProjected() != null) {
            write(Path.of(directory + below), "a secret of 16 bytes and more");
        } else {
            return Optional.empty();
        }
        return Optional.of(directory + below);
    }

    private static void write(Path file, String content) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, content);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
