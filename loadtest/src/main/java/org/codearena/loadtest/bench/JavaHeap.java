package org.codearena.loadtest.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** What the objects of a virtual machine of this machine take. */
public final class JavaHeap {
    private static final Pattern USED = Pattern.compile("used (\\d+)K");

    private JavaHeap() {}

    /** Once the garbage is gone. */
    public static long kib(long pid) throws IOException, InterruptedException {
        ask(pid, "GC.run");
        // The heap as a whole or by its generations, as its collector says it; then comes what is not of the heap.
        String heap = ask(pid, "GC.heap_info").replaceFirst("(?s)Metaspace.*", "");
        return USED.matcher(heap)
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
    }

    private static String ask(long pid, String question) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), question)
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("process " + pid + " does not answer " + question + ": " + answer);
        }
        return answer;
    }
}
