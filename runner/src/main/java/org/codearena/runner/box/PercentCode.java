package org.codearena.runner.box;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The encoding of values in the box's protocol: UTF-8, every byte but plain ones as {@code %} and two hex digits. */
final class PercentCode {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private PercentCode() {}

    static String encode(String value) {
        StringBuilder encoded = new StringBuilder(value.length() + 16);
        for (byte octet : value.getBytes(StandardCharsets.UTF_8)) {
            if (octet > ' ' && octet < 0x7f && octet != '%') {
                encoded.append((char) octet);
            } else {
                HEX.toHexDigits(encoded.append('%'), octet);
            }
        }
        return encoded.toString();
    }

    /** @throws ProtocolException where the text is not such an encoding, or stands for bytes that are not UTF-8 */
    static String decode(String encoded) throws ProtocolException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        try {
            for (int at = 0; at < encoded.length(); at++) {
                if (encoded.charAt(at) == '%') {
                    bytes.write(HexFormat.fromHexDigits(encoded, at + 1, at + 3));
                    at += 2;
                } else {
                    bytes.write(encoded.charAt(at));
                }
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (IllegalArgumentException | IndexOutOfBoundsException | CharacterCodingException e) {
            throw new ProtocolException("a value is not percent-encoded UTF-8", e);
        }
    }
}
