package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The people of a run. They register the first time; afterwards they are disabled, and the next run enables the same ones
 * again, as accounts cannot be deleted. Their passwords follow from the admin's, so nothing need be kept of them.
 */
public final class Crowd implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Crowd.class);
    private static final int TRIES = 20;

    private record Member(String userId, String tokenId, Person person) {}

    private final Api api;
    private final Admin admin;
    private final Map<String, List<Member>> members = new LinkedHashMap<>();

    public Crowd(Api api, Admin admin) {
        this.api = api;
        this.admin = admin;
    }

    /** So many people of one flow, signed in. */
    public List<Person> gather(String flow, int count, String tokenName) throws IOException, InterruptedException {
        List<Member> gathered = new ArrayList<>();
        members.put(flow, gathered);
        for (int number = 1; number <= count; number++) {
            gathered.add(member(username(flow, number), tokenName));
        }
        return gathered.stream().map(Member::person).toList();
    }

    static String username(String flow, int number) {
        String base = "load-" + flow.replaceAll("[^A-Za-z0-9]", "-");
        return "%s-%02d".formatted(base.substring(0, Math.min(base.length(), 27)), number);
    }

    private Member member(String username, String tokenName) throws IOException, InterruptedException {
        String password = password(username);
        Optional<JsonNode> known = known(username);
        if (known.isPresent()) {
            admin.setDisabled(known.get().path("id").asString(), false);
        }
        Answer entered = enter(known.isPresent() ? "login" : "register", username, password);
        String cookie = entered.cookie().orElse("");
        JsonNode user = Api.required("signing " + username + " in", entered).path("user");
        JsonNode token = Api.required("making a token", api.token(cookie, tokenName));
        return new Member(
                user.path("id").asString(),
                token.path("id").asString(),
                new Person(username, token.path("token").asString(), cookie));
    }

    private Optional<JsonNode> known(String username) throws IOException, InterruptedException {
        return admin.items("/users?query=" + username, _ -> true).stream()
                .filter(user -> user.path("username").asString().equals(username))
                .findFirst();
    }

    /** Many who come at once may be told to wait. */
    private Answer enter(String door, String username, String password) throws IOException, InterruptedException {
        Answer answer = api.credentials(door, username, password);
        for (int again = 0; again < TRIES && answer.later(); again++) {
            Thread.sleep(answer.retryAfter().orElse(Duration.ofSeconds(1)));
            answer = api.credentials(door, username, password);
        }
        return answer;
    }

    private String password(String username) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(admin.password().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(username.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Sends everybody home: tokens are revoked, accounts disabled. */
    @Override
    public void close() {
        members.values().forEach(all -> all.forEach(this::dismiss));
    }

    private void dismiss(Member member) {
        try {
            api.delete("/me/tokens/" + member.tokenId(), member.person().token());
            admin.setDisabled(member.userId(), true);
        } catch (IOException | TargetException away) {
            log.atWarn()
                    .addKeyValue("user", member.person())
                    .addKeyValue("reason", away.toString())
                    .log("not sent home");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
