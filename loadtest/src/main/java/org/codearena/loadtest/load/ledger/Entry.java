package org.codearena.loadtest.load.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;

/** A line of the ledger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "what")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Entry.Acknowledged.class, name = "acknowledged"),
    @JsonSubTypes.Type(value = Entry.Unanswered.class, name = "unanswered"),
    @JsonSubTypes.Type(value = Entry.Told.class, name = "told")
})
public sealed interface Entry {
    /**
     * The target has answered that it has the submission.
     *
     * @param key what the request could be told from others by
     * @param expected verdicts that are right
     */
    record Acknowledged(
            String id,
            String key,
            String user,
            String problem,
            String language,
            String path,
            List<String> expected,
            Instant at)
            implements Entry {
        public Acknowledged {
            expected = List.copyOf(expected);
        }
    }

    /** A request that got no answer for so long that it was given up: the target may have the submission or not. */
    record Unanswered(String key, String user, String problem, String language, Instant at) implements Entry {}

    /** What somebody who watched a submission was told. */
    record Told(String id, String verdict, Instant at) implements Entry {}
}
