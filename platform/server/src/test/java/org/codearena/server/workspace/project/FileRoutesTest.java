package org.codearena.server.workspace.project;

import static org.codearena.server.workspace.project.Workplace.PROJECTS;
import static org.codearena.server.workspace.project.Workplace.detail;
import static org.codearena.server.workspace.project.Workplace.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.codearena.server.identity.TestIdentity;
import org.codearena.server.infra.http.TestServer;
import org.codearena.server.kernel.Sha256;
import org.codearena.server.workspace.project.FakeLiveFiles.FakeDisk;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class FileRoutesTest {
    private static final byte[] HELLO = "hello\n".getBytes(StandardCharsets.UTF_8);

    private Workplace place;
    private TestIdentity.Person ada;
    private TestIdentity.Person bob;
    private UUID id;
    private String project;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        place = new Workplace(directory);
        ada = place.identity().register("ada");
        bob = place.identity().register("bob");
    }

    @AfterAll
    void close() {
        place.close();
    }

    @BeforeEach
    void make() {
        id = place.project(ada, "Mein Projekt");
        project = PROJECTS + "/" + id;
    }

    @AfterEach
    void delete() {
        assertEquals(204, ada.delete(project + "?stop=true").statusCode());
    }

    @Test
    void aFileIsWrittenReadListedAndDeleted() {
        JsonNode written = json(200, put("src/new file.txt", HELLO));
        assertEquals(Sha256.of(HELLO), written.get("sha256").stringValue());
        assertEquals(6, written.get("size").intValue());
        HttpResponse<String> read = get("src/new file.txt");
        assertEquals("hello\n", read.body());
        assertEquals("application/octet-stream", TestServer.header(read, "Content-Type"));
        assertEquals("6", TestServer.header(read, "Content-Length"));
        assertEquals(
                "attachment; filename=\"new file.txt\"; filename*=UTF-8''new%20file.txt",
                TestServer.header(read, "Content-Disposition"));
        assertEquals(List.of("lib/a.sh", "main.sh", "src/new file.txt"), paths());
        assertEquals(3, json(200, ada.get(project)).get("files").intValue());
        assertEquals(204, ada.delete(at("src/new file.txt")).statusCode());
        assertEquals(404, get("src/new file.txt").statusCode());
        assertEquals("the project has no file 'src/new file.txt'", detail(404, ada.delete(at("src/new file.txt"))));
        assertEquals(2, json(200, ada.get(project)).get("files").intValue());
    }

    @Test
    void anEmptyFileIsAFile() {
        json(200, put("empty", new byte[0]));
        assertEquals("", get("empty").body());
    }

    @Test
    void whatMayBeExecutedStaysSo() throws IOException {
        json(200, put("main.sh", HELLO));
        json(200, put("other.sh", HELLO));
        Map<String, Integer> modes = modes(archive());
        assertEquals(0100755, modes.get("main.sh"));
        assertEquals(0100644, modes.get("other.sh"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/etc/passwd",
                "../x",
                "a/../../x",
                "a//b",
                "a/",
                ".",
                "./a",
                "a\nb",
                "a\u0000b",
                "\u0085"
            })
    void aPathThatLeadsElsewhereIsRefusedEverywhere(String path) {
        for (HttpResponse<String> answer : List.of(put(path, HELLO), get(path), ada.delete(at(path)))) {
            assertEquals("path", json(400, answer).at("/errors/0/field").stringValue());
        }
        assertEquals(
                400,
                zip("?directory=" + encoded(path.isBlank() ? "../" : path), zipOf(Map.of("a", HELLO)))
                        .statusCode());
    }

    @Test
    void aPathThatIsTooLongIsRefusedInWords() {
        assertTrue(detail(400, put("x".repeat(256), HELLO)).contains("256 bytes, at most 255"));
        assertTrue(detail(400, put("a/".repeat(70) + "b", HELLO)).contains("71 parts, at most 64"));
        json(200, put("x".repeat(200), HELLO));
        json(200, put("日本語/ñ.txt", HELLO));
        assertEquals("hello\n", get("日本語/ñ.txt").body());
    }

    @Test
    void theQueryNamesOnePath() {
        assertEquals(400, ada.get(project + "/file").statusCode());
        assertEquals(400, ada.get(project + "/file?path=a&path=b").statusCode());
    }

    @Test
    void aFileWhereADirectoryIsIsAConflict() {
        assertEquals("'lib' would be a file and a directory at once", detail(409, put("lib", HELLO)));
        assertEquals("'main.sh' would be a file and a directory at once", detail(409, put("main.sh/x", HELLO)));
    }

    @Test
    void quotasAreToldWithTheirValues() {
        assertEquals(413, put("large", new byte[(1 << 20) + 1]).statusCode());
        json(200, put("a", new byte[1 << 20]));
        json(200, put("b", new byte[1 << 20]));
        assertEquals(
                "the project would have " + (25 + (3 << 20)) + " bytes, at most " + (3 << 20) + " are allowed",
                detail(413, put("c", new byte[1 << 20])));
        assertEquals(404, get("c").statusCode());
    }

    @ParameterizedTest
    @CsvSource({"PUT, /file?path=x, application/octet-stream", "POST, /files/zip, application/zip"})
    void tenGigabytesAreRefusedBeforeTheyAreSent(String method, String path, String type) {
        String answer = place.identity()
                .server()
                .raw(method + " " + project + path + " HTTP/1.1\r\nHost: x\r\nOrigin: "
                        + place.identity().server().origin()
                        + "\r\nCookie: " + ada.cookie() + "\r\nContent-Type: " + type
                        + "\r\nContent-Length: 10737418240\r\n\r\nsome");
        assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
    }

    @Test
    void theArchiveHoldsEveryFileAndIsTheSameEachTime() throws IOException {
        json(200, put("src/ü.txt", HELLO));
        byte[] first = archive();
        assertArrayEquals(first, archive());
        assertEquals(
                Map.of("lib/a.sh", "a=1\n", "main.sh", "#!/bin/sh\necho hello\n", "src/ü.txt", "hello\n"),
                unzipped(first));
        assertEquals(
                "attachment; filename=\"Mein Projekt.zip\"; filename*=UTF-8''Mein%20Projekt.zip",
                TestServer.header(ada.get(project + "/archive"), "Content-Disposition"));
    }

    @Test
    void namesInTheArchiveAreHarmlessElsewhere() throws IOException {
        for (String path : List.of("..\\..\\evil", "C:evil", ".._.._evil")) {
            json(200, put(path, HELLO));
        }
        assertEquals(
                List.of(".._.._evil", ".._.._evil~2", "C_evil", "lib/a.sh", "main.sh"),
                List.copyOf(unzipped(archive()).keySet()));
    }

    @Test
    void anArchiveComesBackAsItWas() throws IOException {
        byte[] zip = archive();
        UUID other = place.project(ada, "copy");
        json(200, place.zip(ada, PROJECTS + "/" + other + "/files/zip", zip));
        assertArrayEquals(zip, archive(other));
        json(200, place.zip(ada, PROJECTS + "/" + other + "/files/zip?directory=old/one", zip));
        assertEquals(
                List.of("lib/a.sh", "main.sh", "old/one/lib/a.sh", "old/one/main.sh"),
                List.copyOf(unzipped(archive(other)).keySet()));
        assertEquals(204, ada.delete(PROJECTS + "/" + other).statusCode());
    }

    @Test
    void whatAToolAddsToAZipIsLeftOut() throws IOException {
        json(200, zip("", zipOf(Map.of("__MACOSX/._a", HELLO, "a", HELLO))));
        assertEquals(List.of("a", "lib/a.sh", "main.sh"), paths());
    }

    @Test
    void everythingThatIsWrongWithAZipIsTold() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : List.of("fine", "../climbs", "/absolute", "C:/drive", "a", "A", "con\ntrol")) {
            entries.put(name, HELLO);
        }
        JsonNode refused = json(400, zip("", zipOf(entries)));
        List<String> messages = new ArrayList<>();
        refused.get("errors").forEach(error -> messages.add(error.get("message").stringValue()));
        assertEquals(
                List.of(
                        "the entry '../climbs' climbs out of the zip with '..'",
                        "the entry '/absolute' has an absolute path, only paths inside the zip are allowed",
                        "the entry 'C:/drive' has an absolute path, only paths inside the zip are allowed",
                        "the entry 'con?trol' has a backslash or a control character in its name",
                        "the entries 'a' and 'A' differ only in upper and lower case"),
                messages);
        assertEquals(2, json(200, ada.get(project)).get("files").intValue());
    }

    @Test
    void linksInAZipAreRefused() throws IOException {
        assertEquals(
                "the zip cannot be taken: the entry 'link' is a link, only files are taken",
                detail(400, zip("", Zips.of(zip -> zip.mode("link", 0120777, "/etc/passwd")))));
    }

    @Test
    void aBombIsRefusedBeforeItGoesOff() throws IOException {
        byte[] bomb = Zips.of(zip -> {
            for (int i = 0; i < 60; i++) {
                zip.file("zeros" + i, new byte[1 << 20]);
            }
        });
        assertTrue(bomb.length < 100_000);
        assertTrue(detail(400, zip("", bomb)).contains("unpacks to 62914560 bytes, at most 3145728 are allowed"));
        assertTrue(detail(400, zip("", Zips.of(zip -> zip.file("x", new byte[(1 << 20) + 1]))))
                .contains("'x' unpacks to 1048577 bytes, at most 1048576"));
        assertTrue(detail(400, zip("", Zips.of(zip -> {
                    for (int i = 0; i < 201; i++) {
                        zip.file("f" + i, new byte[0]);
                    }
                })))
                .contains("201 entries, at most 200"));
        assertTrue(detail(413, zip("", Zips.of(zip -> {
                    for (int i = 0; i < 99; i++) {
                        zip.file("f" + i, new byte[0]);
                    }
                })))
                .contains("101 files, at most 100"));
        assertEquals(
                400, zip("", "no zip at all".getBytes(StandardCharsets.UTF_8)).statusCode());
        assertEquals(400, zip("", new byte[0]).statusCode());
    }

    @Test
    void aProjectThatIsNotOnesOwnIsNotThere() {
        for (String path : List.of("/archive", "/files", "/file?path=main.sh")) {
            assertEquals(404, bob.get(project + path).statusCode(), path);
            assertEquals(401, place.identity().anonymous().get(project + path).statusCode(), path);
        }
        assertEquals(404, place.put(bob, at("main.sh"), HELLO).statusCode());
        assertEquals(404, bob.delete(at("main.sh")).statusCode());
        assertEquals(
                404,
                place.zip(bob, project + "/files/zip", zipOf(Map.of("a", HELLO)))
                        .statusCode());
    }

    @Test
    void whileASessionIsLiveItsDiskIsTheTruth() throws IOException {
        place.session(id, "running");
        FakeDisk disk = place.live().open(id);
        disk.files.put("main.sh", "edited".getBytes(StandardCharsets.UTF_8));
        assertEquals("edited", get("main.sh").body());
        assertEquals(404, get("lib/a.sh").statusCode(), "the disk does not have it");
        json(200, put("new", HELLO));
        assertArrayEquals(HELLO, disk.files.get("new"));
        assertEquals(409, ada.delete(at("main.sh")).statusCode());
        json(200, zip("?directory=d", zipOf(Map.of("a", HELLO, "b", HELLO))));
        assertEquals(
                List.of("d/a", "d/b"),
                disk.restored.stream().map(ManifestFile::path).sorted().toList());
        disk.onFlush = () -> keep("kept by flush");
        assertEquals(List.of("kept by flush", "lib/a.sh", "main.sh"), paths(), "the list is flushed first");
        disk.onFlush = () -> keep("and this");
        assertTrue(unzipped(archive()).containsKey("and this"), "and the archive");
    }

    private void keep(String path) {
        ManifestStore manifests = new ManifestStore(Quotas.DEFAULT);
        db(tx -> manifests.apply(
                tx,
                id,
                manifests.revision(tx, id).orElseThrow(),
                List.of(new ManifestFile(path, blob(HELLO), 6, false)),
                List.of()));
    }

    private String blob(byte[] bytes) {
        try {
            return place.blobs().put(new ByteArrayInputStream(bytes));
        } catch (IOException failure) {
            throw new java.io.UncheckedIOException(failure);
        }
    }

    private void db(java.util.function.Consumer<org.jdbi.v3.core.Handle> work) {
        place.db().database().useTransaction(work::accept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"requested", "starting", "stopping"})
    void whileASessionComesOrGoesFilesCanBeReadOnly(String phase) {
        place.session(id, phase);
        assertEquals("a=1\n", get("lib/a.sh").body());
        HttpResponse<String> refused = put("new", HELLO);
        assertEquals(503, refused.statusCode());
        assertEquals("2", TestServer.header(refused, "Retry-After"));
        assertEquals(503, zip("", zipOf(Map.of("a", HELLO))).statusCode());
        assertEquals(409, ada.delete(at("main.sh")).statusCode());
    }

    private HttpResponse<String> put(String path, byte[] bytes) {
        return place.put(ada, at(path), bytes);
    }

    private HttpResponse<String> get(String path) {
        return ada.get(at(path));
    }

    private HttpResponse<String> zip(String query, byte[] zip) {
        return place.zip(ada, project + "/files/zip" + query, zip);
    }

    private String at(String path) {
        return project + "/file?path=" + encoded(path);
    }

    private static String encoded(String path) {
        return URLEncoder.encode(path, StandardCharsets.UTF_8);
    }

    private List<String> paths() {
        List<String> paths = new ArrayList<>();
        JsonNode page = json(200, ada.get(project + "/files?limit=2"));
        while (true) {
            page.get("items").forEach(item -> paths.add(item.get("path").stringValue()));
            if (page.get("next").isNull()) {
                return paths;
            }
            page = json(
                    200,
                    ada.get(project + "/files?limit=2&after=" + page.get("next").stringValue()));
        }
    }

    private byte[] archive() throws IOException {
        return archive(id);
    }

    private byte[] archive(UUID project) throws IOException {
        HttpResponse<java.io.InputStream> response =
                place.identity().server().open(ada.request(PROJECTS + "/" + project + "/archive"));
        assertEquals(200, response.statusCode());
        try (var bytes = response.body()) {
            return bytes.readAllBytes();
        }
    }

    private static byte[] zipOf(Map<String, byte[]> files) {
        return Zips.of(zip -> {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.file(file.getKey(), file.getValue());
            }
        });
    }

    private static Map<String, String> unzipped(byte[] zip) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static Map<String, Integer> modes(byte[] zip) throws IOException {
        Map<String, Integer> modes = new TreeMap<>();
        try (ZipFile file = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(zip))
                .get()) {
            for (ZipArchiveEntry entry : java.util.Collections.list(file.getEntries())) {
                modes.put(entry.getName(), entry.getUnixMode());
            }
        }
        return modes;
    }
}
