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
    SEVERAL_FILES,
    /**
     * Prints {@code from the entry point}, and is started by being named: the first file, which is in a directory and needs
     * another file. Yet another could be started as well, and would be, if none was named.
     */
    ENTRY_POINT,
    /** Two programs in the first two files: one prints {@code first}, the other {@code second}. They share a third file. */
    TWO_PROGRAMS,
    /** Hostile, need not be there: starts processes, or threads, that start more of them. */
    FORK_BOMB(true),
    /** Hostile, need not be there: writes to standard output and standard error without end. */
    OUTPUT_FLOOD(true),
    /** Hostile, need not be there: connects to an address; prints {@code refused} when it cannot, else {@code reached}. */
    NETWORK(true),
    /** Hostile, need not be there: reads the environment of process 1, and prints {@code refused} or what it has read. */
    OTHERS_ENVIRONMENT(true),
    /**
     * Hostile, need not be there: makes a file in each of the directories {@code /}, {@code /usr}, {@code /etc}, {@code /box},
     * {@code /dev} and {@code /prepared}, and prints {@code refused} when it could in none, else where it could.
     */
    WRITE_OUTSIDE(true);

    private final boolean optional;

    Role() {
        this(false);
    }

    Role(boolean optional) {
        this.optional = optional;
    }

    /** Whether a language may be without a program for it: an empty list. */
    public boolean isOptional() {
        return optional;
    }

    /** The name in file names and in reports, for example {@code heap-hog}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
