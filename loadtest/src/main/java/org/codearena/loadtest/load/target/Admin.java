package org.codearena.loadtest.load.target;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * The installation's admin: sees everyone's submissions, and lets the crowd in and out. Ends by revoking the token it came
 * with. Thread-safe.
 */
public final class Admin implements AutoCloseable {
    private static final int PAGE = 100;

    private final Api api;
    private final String tokenId;
    private final String token;
    private final String password;

    private Admin(Api api, String tokenId, String token, String password) {
        this.api = api;
        this.tokenId = tokenId;
        this.token = token;
        this.password = password;
    }

    public static Admin signIn(Api api, String username, String password, String tokenName)
            throws IOException, InterruptedException {
        Answer login = api.credentials("login", username, password);
        Api.required("signing in as " + username + " at " + api.server(), login);
        JsonNode made = Api.required("making a token", api.token(login.cookie().orElse(""), tokenName));
        return new Admin(api, made.path("id").asString(), made.path("token").asString(), password);
    }

    String password() {
        return password;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return Api.required("GET " + path, api.get("/api/v1" + path, token));
    }

    Answer answer(String path) throws IOException, InterruptedException {
        return api.get("/api/v1" + path, token);
    }

    void setDisabled(String userId, boolean disabled) throws IOException, InterruptedException {
        Api.required(
                "enabling or disabling a user",
                api.patch("/users/" + userId, token, java.util.Map.of("disabled", disabled)));
    }

    /** The items of a list, page by page, for as long as they are wanted. */
    List<JsonNode> items(String path, Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        List<JsonNode> items = new ArrayList<>();
        String mark = path.contains("?") ? "&" : "?";
        String cursor = "";
        do {
            JsonNode page = get(path + mark + "limit=" + PAGE + cursor);
            for (JsonNode item : page.path("items")) {
                if (!wanted.test(item)) {
                    return items;
                }
                items.add(item);
            }
            String next = page.path("next").asString("");
            cursor = next.isEmpty() ? "" : "&after=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
        } while (!cursor.isEmpty());
        return items;
    }

    @Override
    public void close() throws IOException {
        try {
            api.delete("/me/tokens/" + tokenId, token);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
