package org.codearena.contract;

/** The limits that end a run from outside. */
public enum Limit {
    /** CPU time of the whole process tree. */
    CPU_TIME,
    /** Wall time, the back-stop behind CPU time. */
    WALL_TIME,
    /** Memory of the whole process tree, as the kernel accounts for it. */
    MEMORY,
    /** Bytes written to standard output. */
    OUTPUT
}
