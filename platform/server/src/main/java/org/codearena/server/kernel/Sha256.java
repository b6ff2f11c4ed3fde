package org.codearena.server.kernel;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of bytes by their content. */
public final class Sha256 {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{64}");

    private Sha256() {}

    /** In lower-case hexadecimal. */
    public static String of(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /** Of all that this digest has taken, which begins anew then. */
    public static String of(MessageDigest digest) {
        return HexFormat.of().formatHex(digest.digest());
    }

    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** This name, if it is one. */
    public static String checked(String name) {
        if (!isName(name)) {
            throw new IllegalArgumentException("'" + name + "' is no SHA-256 in lower-case hexadecimal");
        }
        return name;
    }

    /** For bytes that come in pieces. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
