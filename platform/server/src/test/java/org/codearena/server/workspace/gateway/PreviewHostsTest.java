package org.codearena.server.workspace.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.codearena.server.identity.Caller;
import org.codearena.server.kernel.Secret;
import org.codearena.server.workspace.orchestrator.Environment.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreviewHostsTest {
    private static final UUID SESSION = UUID.fromString("0190c0de-0000-7000-8000-000000000001");
    private static final PreviewHost PREVIEW = new PreviewHost(3000, SESSION);

    private final PreviewHosts here = new PreviewHosts("localhost", Optional.empty());
    private final PreviewHosts there =
            new PreviewHosts("preview.example.net", Optional.of(URI.create("https://arena.example.org")));

    @ParameterizedTest
    @CsvSource({
        "3000-S.preview.example.net, true, true",
        "3000-S.preview.example.net:443, true, true",
        "3000-S.PREVIEW.example.net, true, false",
        "3000-S.preview.example.net., true, false",
        "preview.example.net, true, false",
        "x.preview.example.net, true, false",
        "arena.example.org, false, false",
        "example.net, false, false",
        "evilpreview.example.net, false, false",
        "3000-S.preview.example.net.evil, false, false",
        "3000-S.localhost, false, false"
    })
    void previewsAreBelowTheirHostAndNothingElseIs(String host, boolean claimed, boolean preview) {
        String given = host.replace("S", SESSION.toString());
        assertEquals(claimed, there.claims(given));
        assertEquals(preview, there.parse(given).filter(PREVIEW::equals).isPresent());
    }

    @Test
    void appMayItselfBeBelowThePreviewHost() {
        PreviewHosts hosts = new PreviewHosts("example.net", Optional.of(URI.create("https://ide.example.net")));
        assertFalse(hosts.claims("ide.example.net"));
        assertFalse(hosts.claims("ide.example.net:443"));
        assertTrue(hosts.claims("x.example.net"));
    }

    @Test
    void previewsCannotHaveTheAppsHost() {
        Optional<URI> url = Optional.of(URI.create("https://arena.example.org"));
        assertThrows(IllegalArgumentException.class, () -> new PreviewHosts("arena.example.org", url));
        for (String nonsense : List.of("", "Preview.example", ".example", "a b", "x:8080", "https://x")) {
            assertThrows(IllegalArgumentException.class, () -> new PreviewHosts(nonsense, url));
        }
    }

    @Test
    void addressesFollowThePublicUrlOrThePortThatWasAsked() {
        assertEquals("https://3000-" + SESSION + ".preview.example.net", there.origin(PREVIEW, "whatever.example:9"));
        assertEquals("http://3000-" + SESSION + ".localhost:8080", here.origin(PREVIEW, "127.0.0.1:8080"));
        assertEquals("http://3000-" + SESSION + ".localhost", here.origin(PREVIEW, "localhost"));
        assertEquals(List.of("https://arena.example.org"), there.appOrigins("x"));
        assertEquals("https://*.preview.example.net", there.frameSource());
        assertEquals("http://*.localhost:*", here.frameSource());
    }

    @Test
    void cookieIsBoundToItsHostAndCrossesSitesOnlyWhereItIsSecure() {
        Endpoint endpoint = new Endpoint(InetSocketAddress.createUnresolved("x", 1), new Secret("ab".repeat(32)));
        PreviewCookie.Login login = new PreviewCookie.Login(Caller.How.SESSION, "cd".repeat(32));
        InstantSource clock = InstantSource.system();
        String https = new PreviewCookie(there, clock).issue(PREVIEW, endpoint, login);
        assertTrue(https.startsWith("__Host-codearena-preview=SESSION."), https);
        assertTrue(https.endsWith("; Path=/; HttpOnly; Max-Age=43200; SameSite=None; Secure; Partitioned"), https);
        PreviewHosts plain = new PreviewHosts("preview.lan", Optional.of(URI.create("http://arena.lan:8080")));
        String http = new PreviewCookie(plain, clock).issue(PREVIEW, endpoint, login);
        assertTrue(http.startsWith("codearena-preview=SESSION."), http);
        assertTrue(http.endsWith("; Path=/; HttpOnly; Max-Age=43200; SameSite=Lax"), http);
        assertFalse(https.contains("Domain") || http.contains("Domain"));
    }

    @Test
    void cookieOfAnEarlierEnvironmentIsWorthNothing() {
        PreviewCookie cookie = new PreviewCookie(here, InstantSource.system());
        PreviewCookie.Login login = new PreviewCookie.Login(Caller.How.SESSION, "cd".repeat(32));
        var address = InetSocketAddress.createUnresolved("x", 1);
        Endpoint then = new Endpoint(address, new Secret("ab".repeat(32)));
        List<Cookies.Pair> sent = Cookies.sent(List.of(cookie.issue(PREVIEW, then, login)));
        assertEquals(Optional.of(login), cookie.login(PREVIEW, then, sent));
        Endpoint now = new Endpoint(address, new Secret("cd".repeat(32)));
        assertEquals(Optional.empty(), cookie.login(PREVIEW, now, sent));
    }
}
