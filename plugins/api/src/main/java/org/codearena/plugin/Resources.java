package org.codearena.plugin;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.SourceFile;

/**
 * The files that a plugin carries in its jar: starter code, templates, scripts. Names are relative to the package of the
 * class that owns them.
 */
public record Resources(Class<?> owner) {
    /** The resource as a file of a program, laid out at {@code path}. */
    public SourceFile file(String resource, String path) {
        return new SourceFile(path, bytes(resource));
    }

    /** The resources below this directory, laid out as they are in it. */
    public List<SourceFile> files(String directory, String... paths) {
        return Stream.of(paths).map(path -> file(directory + "/" + path, path)).toList();
    }

    /** The resource as UTF-8 text. */
    public String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    private byte[] bytes(String resource) {
        try (InputStream in = owner.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException("no resource '" + resource + "' beside " + owner.getName());
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
