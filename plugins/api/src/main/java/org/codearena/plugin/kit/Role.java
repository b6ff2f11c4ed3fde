package org.codearena.plugin.kit;

import java.util.Locale;

/**
 * The parts that a language's programs play. Each constant says what its program does; what is made of it in the sandbox
 * is the business of {@link Cases}.
 */
public enum Role {
    /** Prints {@code Hello, wörld! 你好} and a line feed; the words stand in the source as they are. */
    HELLO,
    /** Copies standard input to standard output, byte for byte. */
    ECHO,
    /** Reads two integers below 2^31, divided by a blank, in the way that beginners do, and prints their sum. */
    ADD,
    /** Reads a line of text and prints its code points in reverse order. */
    REVERSE,
    /** Reads N and prints the numbers 1 to N, one a line, in a fast way. */
    COUNT,
    /** Prints {@code before}, flushes, and never ends, working hard at it. */
    BUSY_LOOP,
    /** Prints {@code before}, flushes, and sleeps for a minute. */
    SLEEP,
    /** Takes memory and keeps it, without end. */
    HEAP_HOG,
    /** Prints {@code before} and ends with status 3. */
    EXIT_3,
    /** Prints {@code before} and ends by the language's usual kind of uncaught failure. */
    CRASH,
    /** Reads N, calls itself N levels deep, and prints N as counted on the way back. */
    DEEP_RECURSION,
    /** Calls itself without end. Where the stack is as large as the memory, it is memory that it runs out of. */
    ENDLESS_RECURSION,
    /** Cannot be compiled because of the syntax in one file. */
    SYNTAX_ERROR,
    /** Prints {@code several files}, with the help of a second file. */
    SEVERAL_FILES;

    /** The name in file names and in reports, for example {@code heap-hog}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
