package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.codearena.loadtest.load.ledger.Boards.Accepted;
import org.codearena.loadtest.load.ledger.Standing;
import org.codearena.loadtest.load.ledger.Stored;
import tools.jackson.databind.JsonNode;

/** What the target's API says of submissions and boards, asked as its admin. */
public final class Archive {
    /** Enough to keep a server busy, few enough not to be a load of its own. */
    private static final int AT_ONCE = 8;

    private static final int MOST_COUNTED = 5_000;

    /** How a problem is counted. */
    public record Problem(String slug, String difficulty, double acceptance) {}

    private final Admin admin;

    public Archive(Admin admin) {
        this.admin = admin;
    }

    /** Every problem that there is. */
    public List<Problem> problems() throws IOException, InterruptedException {
        return admin.items("/problems", _ -> true).stream()
                .map(each -> new Problem(
                        each.path("slug").asString(),
                        each.path("difficulty").asString(),
                        each.path("acceptance").asDouble(-1)))
                .toList();
    }

    /** The endings of each language's files, of the languages that are offered. */
    public Map<String, List<String>> languages() throws IOException, InterruptedException {
        Map<String, List<String>> extensions = new LinkedHashMap<>();
        for (JsonNode each : admin.get("/languages").path("items")) {
            if (each.path("available").asBoolean()) {
                List<String> own = new ArrayList<>();
                each.path("extensions").forEach(extension -> own.add(extension.asString()));
                extensions.put(each.path("id").asString(), own);
            }
        }
        return extensions;
    }

    /** Languages that are known and not offered, with the reason. */
    public Map<String, String> unavailableLanguages() throws IOException, InterruptedException {
        Map<String, String> reasons = new LinkedHashMap<>();
        for (JsonNode each : admin.get("/languages").path("items")) {
            if (!each.path("available").asBoolean()) {
                reasons.put(
                        each.path("id").asString(),
                        each.path("unavailableReason").asString(""));
            }
        }
        return reasons;
    }

    /** The newest submission of each of these people; empty of who has none. What is newer later was made since. */
    public Map<String, String> newestOf(Collection<String> users) throws IOException, InterruptedException {
        Map<String, String> newest = new LinkedHashMap<>();
        for (String user : users) {
            JsonNode items = admin.get("/submissions?limit=1&user=" + user).path("items");
            newest.put(user, items.isEmpty() ? "" : items.get(0).path("id").asString());
        }
        return newest;
    }

    /** The submissions that these people made after those, each with its history. */
    public List<Stored> storedSince(Map<String, String> newest) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        for (Map.Entry<String, String> user : newest.entrySet()) {
            since(user).forEach(item -> ids.add(item.path("id").asString()));
        }
        return storedOf(ids);
    }

    private List<JsonNode> since(Map.Entry<String, String> user) throws IOException, InterruptedException {
        return admin.items(
                "/submissions?user=" + user.getKey(),
                item -> !item.path("id").asString().equals(user.getValue()));
    }

    private List<Stored> storedOf(List<String> ids) throws IOException, InterruptedException {
        List<Stored> stored = new ArrayList<>();
        try (ExecutorService askers =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            List<Future<List<Stored>>> answers =
                    ids.stream().map(id -> askers.submit(() -> stored(id))).toList();
            for (Future<List<Stored>> answer : answers) {
                stored.addAll(answer.get());
            }
        } catch (ExecutionException failed) {
            throw new TargetException("the submissions cannot be read: " + failed.getCause(), failed);
        }
        return stored;
    }

    /** One, or none where it is listed and cannot be found: then it is as good as lost. */
    private List<Stored> stored(String id) throws IOException, InterruptedException {
        Answer answer = admin.answer("/submissions/" + id);
        if (answer.status() == 404) {
            return List.of();
        }
        JsonNode one = Api.required("GET /submissions/" + id, answer);
        int judged = 0;
        for (JsonNode past : one.path("history")) {
            judged += past.path("why").asString("judged").equals("judged") ? 1 : 0;
        }
        return List.of(new Stored(
                id,
                one.path("username").asString(),
                one.path("problem").asString(""),
                one.path("language").asString(),
                one.path("state").asString(),
                one.path("verdict").asString(""),
                judged));
    }

    /** Everything that these people ever had accepted. */
    public List<Accepted> acceptedOf(Collection<String> users) throws IOException, InterruptedException {
        List<Accepted> accepted = new ArrayList<>();
        for (String user : users) {
            for (JsonNode each : admin.items("/submissions?verdict=accepted&user=" + user, _ -> true)) {
                accepted.add(new Accepted(
                        user,
                        each.path("problem").asString(""),
                        Instant.parse(each.path("judgedAt").asString())));
            }
        }
        return accepted;
    }

    /** The whole leaderboard, from its top. */
    public List<Standing> leaderboard() throws IOException, InterruptedException {
        return admin.items("/leaderboard", _ -> true).stream()
                .map(each -> new Standing(
                        each.path("username").asString(),
                        each.path("solved").asInt(),
                        each.path("score").asLong(),
                        Instant.parse(each.path("lastAcceptedAt").asString())))
                .toList();
    }

    /** How a problem's counters differ from its submissions; not looked at where those are too many to be read. */
    public Optional<String> differenceOfCounters(Problem problem) throws IOException, InterruptedException {
        List<JsonNode> read = new ArrayList<>();
        List<JsonNode> all = admin.items("/submissions?problem=" + problem.slug(), item -> {
            read.add(item);
            return read.size() <= MOST_COUNTED;
        });
        List<String> verdicts = all.stream()
                .map(each -> each.path("verdict").asString(""))
                .filter(verdict -> !verdict.isEmpty() && !verdict.equals("judge-error"))
                .toList();
        if (read.size() > MOST_COUNTED || verdicts.isEmpty()) {
            return Optional.empty();
        }
        double acceptance =
                (double) verdicts.stream().filter("accepted"::equals).count() / verdicts.size();
        return Math.abs(acceptance - problem.acceptance()) < 1e-9
                ? Optional.empty()
                : Optional.of("problem %s is shown with an acceptance of %.4f, its %d verdicts say %.4f"
                        .formatted(problem.slug(), problem.acceptance(), verdicts.size(), acceptance));
    }
}
