package org.codearena.server.kernel;

import java.util.regex.Pattern;

/** Values of strangers as messages show them: in quotes, without what a terminal or a page would act on, and not too long. */
public final class Quoted {
    private static final int SHOWN = 60;
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cntrl}\\p{Cf}\\p{Cs}]");

    private Quoted() {}

    public static String of(String value) {
        String plain = UNSEEN.matcher(value).replaceAll("?");
        return "'" + (plain.length() > SHOWN ? plain.substring(0, end(plain)) + "…" : plain) + "'";
    }

    /** Half a character is no text. */
    private static int end(String plain) {
        return Character.isHighSurrogate(plain.charAt(SHOWN - 1)) ? SHOWN - 1 : SHOWN;
    }
}
