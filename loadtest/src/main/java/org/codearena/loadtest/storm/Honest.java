package org.codearena.loadtest.storm;

import java.util.List;
import org.codearena.contract.SourceFile;

/**
 * A program of an honest contestant, right or wrong, whose verdict nothing of what others do may change.
 *
 * @param verdict the only one that is right
 */
record Honest(String name, String language, String file, String comment, String source, String verdict) {
    /** CPU time in milliseconds, whatever the machine's speed. */
    private static final String USES_CPU = """
            #include <stdio.h>
            #include <time.h>

            int main(void) {
                int a, b;
                struct timespec used = {0};
                while (used.tv_sec * 1000 + used.tv_nsec / 1000000 < %d) {
                    for (volatile int i = 0; i < 100000; i++) continue;
                    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
                }
                if (scanf("%%d %%d", &a, &b) != 2) return 1;
                printf("%%d\\n", a + b);
            }
            """;

    private static final String USES_MEMORY = """
            #include <stdio.h>
            #include <stdlib.h>
            #include <string.h>

            int main(void) {
                int a, b;
                size_t size = %dul << 20;
                char *room = malloc(size);
                if (room == NULL) return 1;
                memset(room, 1, size);
                if (scanf("%%d %%d", &a, &b) != 2) return room[0];
                printf("%%d\\n", a + b);
            }
            """;

    /** The problem's limit is 1 s, 128 MiB and 1 MiB of output: some come near, and some go beyond. */
    static final List<Honest> ALL = List.of(
            python("right", "accepted", "a, b = map(int, input().split())\nprint(a + b)\n"),
            python("wrong", "wrong-answer", "a, b = map(int, input().split())\nprint(a - b)\n"),
            python("all its memory", "memory-limit-exceeded", "room = bytearray(512 << 20)\nprint(42)\n"),
            python("64 MB", "accepted", "room = b'x' * (64 << 20)\nprint(sum(map(int, input().split())))\n"),
            node("right", "accepted", """
                    const [a, b] = require("fs").readFileSync(0, "utf8").split(" ").map(Number);
                    console.log(a + b);
                    """),
            node("throws", "run-time-error", "throw new Error('not today');\n"),
            java("right", "accepted", """
                    import java.util.Scanner;

                    public class Main {
                        public static void main(String[] arguments) {
                            Scanner in = new Scanner(System.in);
                            System.out.println(in.nextInt() + in.nextInt());
                        }
                    }
                    """),
            java("does not compile", "compile-error", "public class Main { int x = ; }\n"),
            c("right", "accepted", USES_CPU.formatted(1)),
            c("30 percent of the time", "accepted", USES_CPU.formatted(300)),
            c("130 percent of the time", "time-limit-exceeded", USES_CPU.formatted(1_300)),
            c("75 percent of the memory", "accepted", USES_MEMORY.formatted(96)),
            c("150 percent of the memory", "memory-limit-exceeded", USES_MEMORY.formatted(192)),
            c("crashes", "run-time-error", "int main(void) { return *(volatile int *)0; }\n"),
            c("two megabytes", "output-limit-exceeded", """
                    #include <stdio.h>

                    int main(void) {
                        for (int i = 0; i < 2 << 20; i++) putchar('4');
                    }
                    """),
            cpp("right", "accepted", """
                    #include <bits/stdc++.h>

                    int main() {
                        int a, b;
                        std::cin >> a >> b;
                        std::cout << a + b << std::endl;
                    }
                    """));

    private static Honest python(String name, String verdict, String source) {
        return new Honest(name, "python", "main.py", "#", source, verdict);
    }

    private static Honest node(String name, String verdict, String source) {
        return new Honest(name, "node", "main.js", "//", source, verdict);
    }

    private static Honest java(String name, String verdict, String source) {
        return new Honest(name, "java", "Main.java", "//", source, verdict);
    }

    private static Honest c(String name, String verdict, String source) {
        return new Honest(name, "c", "main.c", "//", source, verdict);
    }

    private static Honest cpp(String name, String verdict, String source) {
        return new Honest(name, "cpp", "main.cpp", "//", source, verdict);
    }

    /** The program with a line that says the how manieth it is: so it is not one that was compiled before. */
    List<SourceFile> files(String number) {
        return List.of(SourceFile.of(file, comment + " " + number + "\n" + source));
    }

    @Override
    public String toString() {
        return language + ", " + name;
    }
}
