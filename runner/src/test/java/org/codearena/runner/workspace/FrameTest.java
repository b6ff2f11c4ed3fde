package org.codearena.runner.workspace;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

final class FrameTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One of the examples that the page is tested with as well. */
    record Example(String name, byte[] bytes, JsonNode means) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Example> examples(String direction) throws IOException {
        List<Example> examples = new ArrayList<>();
        try (InputStream file = FrameTest.class.getResourceAsStream("/wire/workspace/frames.json")) {
            for (JsonNode example : JSON.readTree(Objects.requireNonNull(file)).get(direction)) {
                byte[] bytes = HexFormat.of().parseHex(example.get("hex").asString());
                examples.add(new Example(example.get("name").asString(), bytes, example.get("means")));
            }
        }
        return examples;
    }

    static List<Example> fromClients() throws IOException {
        return examples("fromClient");
    }

    static List<Example> toClients() throws IOException {
        return examples("toClient");
    }

    @ParameterizedTest
    @MethodSource("fromClients")
    void isTakenApartAsTheExampleSays(Example example) throws BrokenFrameException {
        Map<String, Object> means = switch (Frame.decode(example.bytes)) {
            case Frame.Request(long id, byte[] json, byte[] raw) ->
                Map.of("request", id, "json", JSON.readTree(json), "raw", hex(raw));
            case Frame.Input(int terminal, byte[] keys) -> Map.of("input", terminal, "keys", hex(keys));
            case Frame.Acknowledge(int terminal, long offset) -> Map.of("acknowledge", terminal, "offset", offset);
            case Frame.Resize(int terminal, int columns, int rows) ->
                Map.of("resize", terminal, "columns", columns, "rows", rows);
            case Frame.Ping(byte[] payload) -> Map.of("ping", hex(payload));
            case Frame.Pong() -> Map.of("pong", true);
        };
        assertEquals(example.means, JSON.readTree(JSON.writeValueAsBytes(means)));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @ParameterizedTest
    @MethodSource("toClients")
    void isPutTogetherAsTheExampleSays(Example example) {
        JsonNode means = example.means;
        byte[] made;
        if (means.has("reply")) {
            made = Frame.reply(means.get("reply").asLong(), JSON.writeValueAsBytes(means.get("json")), raw(means));
        } else if (means.has("output")) {
            byte[] head = Frame.outputHead(
                    means.get("output").asInt(), means.get("offset").asLong());
            made = HexFormat.of().parseHex(hex(head) + means.get("raw").asString());
        } else if (means.has("event")) {
            made = Frame.event(JSON.writeValueAsBytes(means.get("event")));
        } else {
            made = Frame.control(means.has("ping") ? Frame.PING : Frame.PONG, new byte[0]);
        }
        assertArrayEquals(example.bytes, made, hex(made));
    }

    private static byte[] raw(JsonNode means) {
        return HexFormat.of().parseHex(means.get("raw").asString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | a frame that ends too early",
                "01                     | a frame that ends too early",
                "0100                   | a request with the id 0, allowed are 1 and more",
                "0101                   | a frame that ends too early",
                "0101057b7d             | a part of 5 bytes in a frame with 2",
                "0101ffffffffffffffff7f | a part of 9223372036854775807 bytes in a frame with 0",
                "0101ffffffffffffffffff7f | a number of more than 63 bits",
                "028080808008           | the number 2147483648, allowed are 0 to 2147483647",
                "0301                   | a frame that ends too early",
                "03010000               | 1 bytes more than the frame should have",
                "040150                 | a frame that ends too early",
                "0401501800             | 1 bytes more than the frame should have",
                "04018080808008 18      | the number 2147483648, allowed are 0 to 2147483647",
                "05000102030405060708090a0b0c0d0e0f1011 | a ping of 17 bytes, allowed are 16 at most",
                "0700                   | a frame of type 7, known are 1 to 6",
                "8101                   | a frame of type 129, known are 1 to 6"
            })
    void whatIsBrokenIsRefusedWithAReason(String hex, String reason) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        BrokenFrameException refused = assertThrows(BrokenFrameException.class, () -> Frame.decode(bytes));
        assertEquals(reason, refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource("fromClients")
    void everyBeginningIsEitherAFrameOrRefused(Example example) {
        for (int length = 0; length < example.bytes.length; length++) {
            byte[] beginning = Arrays.copyOf(example.bytes, length);
            try {
                Frame.decode(beginning);
            } catch (BrokenFrameException e) {
                assertFalse(String.valueOf(e.getMessage()).isEmpty());
            }
        }
    }
}
