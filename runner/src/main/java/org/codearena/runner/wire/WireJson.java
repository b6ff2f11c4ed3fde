package org.codearena.runner.wire;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.Map;
import org.codearena.contract.Exit;
import org.codearena.contract.RunRequest;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of the contract's records. Jackson writes records as they are; what it cannot know, because the contract
 * depends on nothing, stands here: {@link Exit} carries its case in {@code type}, and files of a run that are not
 * there are none.
 *
 * <p>Unknown properties are ignored and absent ones read as absent, so that either side may be a version older; a
 * {@code null} where a value is needed is refused.
 */
public final class WireJson {
    private WireJson() {}

    /** A mapper for every record of the contract; it is immutable and may be shared. */
    public static JsonMapper mapper() {
        return JsonMapper.builder()
                .addMixIn(Exit.class, ExitMixIn.class)
                .addMixIn(RunRequest.class, RunRequestMixIn.class)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Exit.Code.class, name = "code"),
        @JsonSubTypes.Type(value = Exit.Signal.class, name = "signal"),
        @JsonSubTypes.Type(value = Exit.OverLimit.class, name = "over-limit"),
        @JsonSubTypes.Type(value = Exit.NotStarted.class, name = "not-started"),
        @JsonSubTypes.Type(value = Exit.Cancelled.class, name = "cancelled")
    })
    private interface ExitMixIn {}

    private interface RunRequestMixIn {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        Map<String, String> files();
    }
}
