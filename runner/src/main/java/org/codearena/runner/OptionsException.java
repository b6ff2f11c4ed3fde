package org.codearena.runner;

import java.util.List;

/** The options, or what they name, are not as they must be; the message has every reason on a line of its own. */
final class OptionsException extends Exception {
    private static final long serialVersionUID = 1;

    OptionsException(List<String> reasons) {
        super(String.join(System.lineSeparator(), reasons));
    }

    OptionsException(String reason) {
        super(reason);
    }
}
