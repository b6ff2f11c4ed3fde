package org.codearena.server.infra.kubernetes;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes in the cluster's own notation, of which we take whole numbers with a binary unit. */
public final class Quantity {
    private static final Pattern BYTES = Pattern.compile("([0-9]{1,9})(Ki|Mi|Gi|Ti)");
    private static final String UNITS = "KMGT";
    private static final int STEP = 10;

    private Quantity() {}

    public static Optional<Long> bytes(String text) {
        Matcher bytes = BYTES.matcher(text);
        if (!bytes.matches()) {
            return Optional.empty();
        }
        int unit = UNITS.indexOf(bytes.group(2).charAt(0)) + 1;
        return Optional.of(Long.parseLong(bytes.group(1)) << (STEP * unit));
    }
}
