package org.codearena.plugin;

/** These files cannot be a program of this language. The message is for the contestant. */
public final class SourcesRefusedException extends Exception {
    private static final long serialVersionUID = 1;

    public SourcesRefusedException(String message) {
        super(message);
    }
}
