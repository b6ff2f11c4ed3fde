package org.codearena.lang.java.box;

import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * Compiles a submission, inside its box: {@code BoxCompiler OUT ENTRY FILE...}. Classes go to the directory {@code OUT},
 * with a file {@code main.args} beside them that names the class to start for the {@code java} command. {@code ENTRY} is a
 * file or a class, or empty where the class must be found. Every other argument is a file, whatever it looks like: no
 * option can be smuggled in by a file's name.
 */
public final class BoxCompiler {
    private static final String MAIN_ARGUMENTS = "main.args";

    private final Path out;
    private final String entry;
    private final List<String> files;
    private final StringWriter messages = new StringWriter();

    BoxCompiler(Path out, String entry, List<String> files) {
        this.out = out;
        this.entry = entry;
        this.files = files;
    }

    public static void main(String[] args) throws IOException {
        List<String> files = List.of(args).subList(2, args.length);
        BoxCompiler compiler = new BoxCompiler(Path.of(args[0]), args[1], files);
        boolean compiled = compiler.compile();
        System.err.print(compiler.messages());
        System.exit(compiled ? 0 : 1);
    }

    /** Whether there is a program now. */
    boolean compile() throws IOException {
        List<JavaFileObject> sources = sources();
        String main = sources == null ? null : compile(sources);
        if (main == null) {
            return false;
        }
        Files.writeString(out.resolve(MAIN_ARGUMENTS), main);
        return true;
    }

    /** What is to be told to the contestant. */
    String messages() {
        return Messages.readable(messages.toString());
    }

    private @Nullable List<JavaFileObject> sources() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String file : files) {
            try {
                sources.add(Source.read(file));
            } catch (CharacterCodingException _) {
                messages.append(file).append(": error: this file is not UTF-8 text\n");
                return null;
            }
        }
        return sources;
    }

    /** The class to start, or null where there is none. */
    private @Nullable String compile(List<JavaFileObject> sources) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager classes = javac.getStandardFileManager(null, Locale.ROOT, null)) {
            JavacTask task = (JavacTask) javac.getTask(messages, classes, null, options(), null, sources);
            task.setLocale(Locale.ROOT);
            MainClasses mains = new MainClasses(files, task);
            if (!task.call()) {
                return null;
            }
            String main = mains.choose(entry);
            if (main == null) {
                messages.append("error: ").append(mains.whyNone(entry)).append('\n');
            }
            return main;
        }
    }

    /** The class path is the empty output directory, so that a class file among the sources is not a class. */
    private List<String> options() {
        String directory = out.toString();
        return List.of(
                "-d",
                directory,
                "-cp",
                directory,
                "-proc:none",
                "-implicit:none",
                "-nowarn",
                "-XDsuppressNotes",
                "-Xmaxerrs",
                "20");
    }
}
