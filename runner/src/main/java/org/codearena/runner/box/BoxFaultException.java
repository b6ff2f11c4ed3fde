package org.codearena.runner.box;

/** The sandbox did not do what it should. Always our fault: it says nothing about the program that was to run. */
public final class BoxFaultException extends Exception {
    private static final long serialVersionUID = 1;

    BoxFaultException(String message) {
        super(message);
    }

    BoxFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
