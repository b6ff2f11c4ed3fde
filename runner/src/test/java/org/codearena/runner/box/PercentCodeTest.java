package org.codearena.runner.box;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PercentCodeTest {
    @Test
    void onlyPlainCharactersStandForThemselves() {
        assertEquals("a+b=c/~%25%20%0A%00%7F%C3%B6", PercentCode.encode("a+b=c/~% \n\0\u007fö"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "two words", "100 %", "%41", "a\tb\r\nc", "Größe €", "😀", "+"})
    void whatIsEncodedIsDecodedToTheSame(String text) throws ProtocolException {
        assertEquals(text, PercentCode.decode(PercentCode.encode(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "%4", "%zz", "a%-1", "%FF", "%C3", "%ED%A0%80"})
    void whatIsNoEncodingOfUtf8IsRefused(String encoded) {
        assertThrows(ProtocolException.class, () -> PercentCode.decode(encoded));
    }
}
