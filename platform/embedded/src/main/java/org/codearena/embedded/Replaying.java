package org.codearena.embedded;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** Has a running server judge a submission once more, beside the verdict that it has, and throws the new one away. */
final class Replaying {
    private static final long POLL_MILLIS = 200;

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
            progress.during("judging " + submission, () -> await(rejudge));
            return ReplayReport.of(api.get(rejudge + "/submissions/" + submission));
        } finally {
            Runtime.getRuntime().removeShutdownHook(givingUp);
            cancel(rejudge);
        }
    }

    private void cancel(String rejudge) {
        api.postJson(rejudge + "/cancel", Map.of());
    }

    private boolean await(String rejudge) {
        JsonNode shown = api.get(rejudge);
        while (shown.path("state").asString("").equals("running")) {
            pause();
            shown = api.get(rejudge);
        }
        return true;
    }

    private static void pause() {
        try {
            new CountDownLatch(1).await(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailureException("interrupted while a submission was judged", interrupted);
        }
    }
}
