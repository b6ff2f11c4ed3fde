package org.codearena.lang.java.box;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.lang.model.SourceVersion;
import javax.tools.SimpleJavaFileObject;

/**
 * A source file as the compiler sees it. It goes by the contestant's own path in messages, and it may hold a class of any
 * name: a public class need not be in a file that is called like it.
 */
final class Source extends SimpleJavaFileObject {
    private static final String EXTENSION = ".java";
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final String path;
    private final String text;

    private Source(String path, String text) {
        super(uri(path), Kind.SOURCE);
        this.path = path;
        this.text = text;
    }

    static Source read(String path) throws IOException, CharacterCodingException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of(path)));
        String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        boolean marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK;
        return new Source(path, marked ? text.substring(1) : text);
    }

    @Override
    public String getName() {
        return path;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
    }

    /** The compiler also asks this way whether the file is a {@code package-info} or a {@code module-info}. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
        return kind == Kind.SOURCE
                && (SourceVersion.isIdentifier(simpleName) || fileName(path).equals(simpleName));
    }

    /** The compiler names the class of a compact source file after the last part of this, so that part is a valid name. */
    private static URI uri(String path) {
        try {
            return new URI("source", null, "/" + className(fileName(path)) + EXTENSION, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a path made of an identifier is valid", e);
        }
    }

    /** Without directories and extension. */
    private static String fileName(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    }

    private static String className(String name) {
        StringBuilder identifier = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            identifier.append(Character.isJavaIdentifierPart(name.charAt(i)) ? name.charAt(i) : '_');
        }
        return SourceVersion.isName(identifier) ? identifier.toString() : "_" + identifier;
    }
}
