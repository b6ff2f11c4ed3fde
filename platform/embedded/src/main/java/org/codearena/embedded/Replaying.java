package org.codearena.embedded;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Has a running server judge a submission once more, beside the verdict that it has, and throws the new one away. */
final class Replaying {
    private final ApiClient api;
    private final Progress progress;

    Replaying(ApiClient api, Progress progress) {
        this.api = api;
        this.progress = progress;
    }

    ReplayReport of(String submission) {
        Map<String, String> asked = Map.of("submission", submission, "version", "same");
        String rejudge = "/rejudges/"
                + api.postJson("/rejudges", asked).path("rejudgeId").asString("");
        // Ctrl-C ends this process without an end of any block.
        Thread givingUp = new Thread(() -> cancel(rejudge), "cancel");
        Runtime.getRuntime().addShutdownHook(givingUp);
        try {
            JsonNode _ = progress.during(
                    "judging " + submission,
                    () -> api.getUntil(
                            rejudge, shown -> !shown.path("state").asString("").equals("running")));
            return ReplayReport.of(api.get(rejudge + "/submissions/" + submission));
        } finally {
            Runtime.getRuntime().removeShutdownHook(givingUp);
            cancel(rejudge);
        }
    }

    private void cancel(String rejudge) {
        api.postJson(rejudge + "/cancel", Map.of());
    }
}
