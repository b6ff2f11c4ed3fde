package org.codearena.loadtest.load.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

final class RunPageTest {
    private static final Pattern OUTSIDE = Pattern.compile(
            "(?i)\\b(?:src|href|srcset|action|data)\\s*=|@import|url\\s*\\(|<(?:script|link|iframe|img|object|embed|base)\\b");
    private static final Pattern NUMBERS = Pattern.compile("NaN|Infinity|null");

    private static List<String> pages() {
        RunRecord short1 = RunRecords.made(60, 12);
        RunRecord long1 = RunRecords.made(5_000, 140);
        return List.of(
                RunPage.of(short1),
                RunPage.of(long1),
                RunPage.of(RunRecords.made(0, 1)),
                new Comparison("a", short1, "<b>", long1).page());
    }

    private static Document parsed(String page) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(page)));
    }

    @Test
    void everyPageIsWellFormed() throws Exception {
        for (String page : pages()) {
            assertEquals("html", parsed(page).getDocumentElement().getTagName());
        }
    }

    @Test
    void everyPageNeedsNothingButItself() {
        for (String page : pages()) {
            Matcher outside = OUTSIDE.matcher(page);
            assertFalse(outside.find(), () -> "reaches out: " + outside.group());
        }
    }

    @Test
    void whatIsNoNumberIsNotDrawn() throws Exception {
        for (String page : pages()) {
            for (Element path : elements(parsed(page), "path")) {
                assertFalse(NUMBERS.matcher(path.getAttribute("d")).find(), path.getAttribute("d"));
            }
        }
    }

    @Test
    void aLongRunIsDrawnWithFewPoints() throws Exception {
        for (Element path : elements(parsed(RunPage.of(RunRecords.made(5_000, 140))), "path")) {
            assertTrue(path.getAttribute("d").split("[ML]").length <= 260, path.getAttribute("d"));
        }
    }

    @Test
    void thePageSaysWhatWasMissedAndWhatWasWrong() throws Exception {
        String text = parsed(RunPage.of(RunRecords.made(60, 140)))
                .getDocumentElement()
                .getTextContent();
        assertTrue(text.contains("2 of the goals were missed."), text);
        assertTrue(text.contains("api.accept_ms.p99 140 ms, the goal is ≤ 100"), text);
        assertTrue(text.contains("wrong: 1, got <&>"), text);
    }

    @Test
    void aRecordIsReadAsItWasWritten(@TempDir Path directory) throws Exception {
        RunRecord run = RunRecords.made(30, 12);
        run.write(directory.resolve(RunRecord.FILE));
        assertEquals(run, RunRecord.read(directory));
    }

    @Test
    void aRecordFromBeforeThereWereFaultsHasNone(@TempDir Path directory) throws Exception {
        Path file = directory.resolve(RunRecord.FILE);
        RunRecords.made(3, 12).write(file);
        Files.writeString(file, Files.readString(file).replaceFirst("\"incidents\":\\[.*\\],\"notes\"", "\"notes\""));
        assertEquals(List.of(), RunRecord.read(file).incidents());
    }

    @Test
    void faultsAreDrawnInEveryPlotOverTimeAndListed() throws Exception {
        Document page = parsed(RunPage.of(RunRecords.made(60, 12)));
        List<Element> drawn = elements(page, "rect").stream()
                .filter(rect -> rect.getAttribute("class").equals("fault"))
                .toList();
        assertEquals(
                2
                        * elements(page, "svg").stream()
                                .filter(svg -> !svg.getAttribute("aria-label").startsWith("Percentiles"))
                                .count(),
                drawn.size());
        assertTrue(drawn.getFirst().getTextContent().startsWith("0:06 kill-redis: redis (12), healed after 1.5 s"));
        assertTrue(
                page.getDocumentElement().getTextContent().contains("0:12 kill-box hit nothing: no box ran anything"));
    }

    @Test
    void processesThatWereToldToEndAreNoFaults() {
        String section = FaultSection.of(
                List.of(new Incident(Incident.DRAIN, "judge-1 (7) with 6 waiting, status 0", 6, 8, 12, Map.of(), "")));
        assertTrue(section.startsWith("<h2>Drains</h2>"), section);
        assertTrue(
                section.contains("judge-1 (7) with 6 waiting, status 0, held for 2.0 s, healed after 4.0 s"), section);
    }

    private static List<Element> elements(Document document, String name) {
        NodeList nodes = document.getElementsByTagName(name);
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            elements.add((Element) nodes.item(i));
        }
        return elements;
    }
}
