package org.codearena.contract;

/** What the operating system said about the end of a run. What it means for the contestant is a verdict's business. */
public sealed interface Exit {
    /** The program ended by itself with this status. */
    record Code(int value) implements Exit {}

    /** A signal ended the program, for example 11 for a segmentation fault. */
    record Signal(int number) implements Exit {}

    /** The sandbox ended the program because it went over a limit. */
    record OverLimit(Limit which) implements Exit {}

    /** The program could not be started at all: {@code reason} is the system's words, such as a missing executable. */
    record NotStarted(String reason) implements Exit {}

    /** The run was called off by the one who asked for it. */
    record Cancelled() implements Exit {}
}
