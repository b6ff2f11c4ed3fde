package org.codearena.server.problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.infra.Database;
import org.codearena.server.problem.ImportReport.Message;
import org.codearena.server.problem.ImportReport.OwnSubmission;
import org.codearena.server.problem.format.JudgedSubmission;
import org.codearena.server.problem.format.PackageSubmission;
import org.jdbi.v3.core.Handle;

/** What is written down of one import, step by step, while it goes on. */
final class ImportProgress {
    private final Database database;
    private final UUID id;
    private final ImportStore imports = new ImportStore();
    private final List<Message> messages = new ArrayList<>();
    private final List<OwnSubmission> submissions = new ArrayList<>();

    ImportProgress(Database database, UUID id) {
        this.database = database;
        this.id = id;
    }

    void say(String level, String text) {
        messages.add(new Message(level, text));
        write("running");
    }

    /** Notes what a submission came to; answers whether that is what the package says of it. */
    boolean judged(PackageSubmission submission, JudgedSubmission judged) {
        Optional<String> disagreement = judged.language().isEmpty()
                ? Optional.empty()
                : submission.expectation().disagreement(judged);
        submissions.add(new OwnSubmission(
                submission.path(),
                judged.language().orElse(null),
                submission.expectation().verdicts(),
                judged.verdict().orElse(null),
                disagreement.isEmpty()));
        disagreement.ifPresent(reason -> messages.add(new Message("error", submission.path() + ": " + reason)));
        if (judged.language().isEmpty()) {
            messages.add(new Message("warning", submission.path() + ": not judged, no language here takes its files"));
        }
        write("running");
        return disagreement.isEmpty();
    }

    void end(String state) {
        write(state);
    }

    /** Ends it as done within the caller's transaction. */
    void done(Handle tx, String text) {
        List<Message> last = new ArrayList<>(messages);
        last.add(new Message("info", text));
        imports.update(tx, id, new ImportReport("done", last, submissions));
    }

    private void write(String state) {
        database.useTransaction(tx -> imports.update(tx, id, new ImportReport(state, messages, submissions)));
    }
}
