package org.codearena.server.problem.format;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the files that are served with a problem. What they are is said by their ending and checked by how they begin. */
final class Documents {
    private static final Map<String, String> MEDIA_TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "svg", "image/svg+xml",
            "pdf", "application/pdf");

    private static final int LOOKED_AT = 4096;

    private final PackageLimits limits;
    private final Findings findings;
    private final List<PackageDocument> documents = new ArrayList<>();
    private final Set<String> names = new TreeSet<>();

    Documents(PackageLimits limits, Findings findings) {
        this.limits = limits;
        this.findings = findings;
    }

    /** Adds a file beside a statement when it is one that statements show; any other is for the author's own use. */
    void addPicture(PackageFile file) throws IOException {
        Optional<String> mediaType = mediaType(file);
        if (mediaType.isPresent() && isWhatItSays(file, mediaType.get()) && isSmall(file)) {
            add(file, PackageDocument.Kind.PICTURE, mediaType.get());
        }
    }

    /** Adds a statement that is a PDF; answers whether it is one. */
    boolean addStatement(PackageFile file) throws IOException {
        boolean fine = isWhatItSays(file, "application/pdf") && isSmall(file);
        if (fine) {
            add(file, PackageDocument.Kind.STATEMENT, "application/pdf");
        }
        return fine;
    }

    /** Adds a file that is offered for download, whatever it is. */
    void addAttachment(PackageFile file) {
        if (isSmall(file)) {
            add(file, PackageDocument.Kind.ATTACHMENT, "application/octet-stream");
        }
    }

    /** Adds a log of what is said on a sample, which is shown although it belongs to no test. */
    void addInteraction(PackageFile file) {
        if (isSmall(file)) {
            add(file, PackageDocument.Kind.INTERACTION, "text/plain; charset=utf-8");
        }
    }

    private void add(PackageFile file, PackageDocument.Kind kind, String mediaType) {
        if (names.add(file.name())) {
            documents.add(new PackageDocument(file.name(), kind, mediaType, file));
        } else {
            findings.warning(file.path(), "is left out: another file that is served with the problem has its name");
        }
    }

    private static Optional<String> mediaType(PackageFile file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        return Optional.ofNullable(MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1)));
    }

    private boolean isSmall(PackageFile file) {
        if (file.bytes() > limits.pictureBytes()) {
            findings.error(
                    file.path(),
                    "has " + file.bytes() + " bytes, at most " + limits.pictureBytes() + " are allowed here");
            return false;
        }
        return true;
    }

    private boolean isWhatItSays(PackageFile file, String mediaType) throws IOException {
        String beginning = beginning(file);
        boolean fine = switch (mediaType) {
            case "image/png" -> beginning.startsWith("\u0089PNG\r\n");
            case "image/jpeg" -> beginning.startsWith("\u00FF\u00D8\u00FF");
            case "image/gif" -> beginning.startsWith("GIF8");
            case "application/pdf" -> beginning.startsWith("%PDF-");
            default -> beginning.contains("<svg");
        };
        if (!fine) {
            findings.error(file.path(), "does not begin as a file of type " + mediaType + " does");
        }
        return fine;
    }

    private static String beginning(PackageFile file) throws IOException {
        try (InputStream in = Files.newInputStream(file.location())) {
            return new String(in.readNBytes(LOOKED_AT), StandardCharsets.ISO_8859_1);
        }
    }

    Set<String> names() {
        return names;
    }

    List<PackageDocument> all() {
        return documents;
    }
}
