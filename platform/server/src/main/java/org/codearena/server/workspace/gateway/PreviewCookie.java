package org.codearena.server.workspace.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.codearena.server.identity.Caller;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;

/**
 * The cookie by which a browser may see a preview: which login of which session's owner it belongs to, signed with a key that is
 * made of the session's own. So every replica can check it, none need store it, and it ends with the session; that its login still
 * stands is asked at each request.
 */
final class PreviewCookie {
    private static final String SECURE_NAME = "__Host-codearena-preview";
    private static final String PLAIN_NAME = "codearena-preview";
    private static final Duration LIFE = Duration.ofHours(12);
    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM =
            Pattern.compile("(SESSION|TOKEN)\\.([0-9a-f]{64})\\.([0-9]{1,12})\\.([A-Za-z0-9_-]{43})");
    private static final int MOST_TRIED = 8;

    private final PreviewHosts hosts;
    private final InstantSource clock;

    PreviewCookie(PreviewHosts hosts, InstantSource clock) {
        this.hosts = hosts;
        this.clock = clock;
    }

    /** A login that a cookie stands for. */
    record Login(Caller.How how, String name) {}

    /** Whether a cookie of this name is ours, which no program is to see or set. */
    static boolean isName(String name) {
        return name.equalsIgnoreCase(SECURE_NAME) || name.equalsIgnoreCase(PLAIN_NAME);
    }

    /** The value of the field {@code Set-Cookie}. */
    String issue(PreviewHost preview, Endpoint endpoint, Login login) {
        Instant until = clock.instant().plus(LIFE);
        String content = login.how() + "." + login.name() + "." + until.getEpochSecond();
        // Frames of the app's page are of another site: there a browser sends only what says it is meant for that.
        String site = hosts.secure() ? "SameSite=None; Secure; Partitioned" : "SameSite=Lax";
        return name() + "=" + content + "." + mac(preview, endpoint.key(), content) + "; Path=/; HttpOnly; Max-Age="
                + LIFE.toSeconds() + "; " + site;
    }

    /** The login that a genuine one among the request's cookies stands for. */
    Optional<Login> login(PreviewHost preview, Endpoint endpoint, List<Cookies.Pair> cookies) {
        return cookies.stream()
                .filter(pair -> pair.name().equals(name()))
                .limit(MOST_TRIED)
                .flatMap(pair -> login(preview, endpoint, pair.value()).stream())
                .findFirst();
    }

    private Optional<Login> login(PreviewHost preview, Endpoint endpoint, String value) {
        Matcher form = FORM.matcher(value);
        if (!form.matches() || Long.parseLong(form.group(3)) < clock.instant().getEpochSecond()) {
            return Optional.empty();
        }
        String content = form.group(1) + "." + form.group(2) + "." + form.group(3);
        boolean genuine = MessageDigest.isEqual(
                mac(preview, endpoint.key(), content).getBytes(StandardCharsets.US_ASCII),
                form.group(4).getBytes(StandardCharsets.US_ASCII));
        return genuine ? Optional.of(new Login(Caller.How.valueOf(form.group(1)), form.group(2))) : Optional.empty();
    }

    /** A name with the prefix binds the cookie to the host; browsers want TLS for it. */
    private String name() {
        return hosts.https() ? SECURE_NAME : PLAIN_NAME;
    }

    private static String mac(PreviewHost preview, Secret key, String content) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.value().getBytes(StandardCharsets.US_ASCII), ALGORITHM));
            byte[] code = mac.doFinal(
                    ("preview-cookie\n" + preview.label() + "\n" + content).getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
