package org.codearena.server.problem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.codearena.contract.SourceFile;
import org.codearena.server.problem.ParsedPackage.PackageLimits;
import org.codearena.server.problem.ParsedPackage.PackageSubmission;
import org.codearena.server.problem.ParsedPackage.PackageTest;
import org.codearena.server.problem.statement.Statement;
import org.codearena.server.validator.ValidatorFlags;

public final class ProblemPackages {
    private ProblemPackages() {}

    public static ParsedPackage read(Path d) throws PackageRefusedException {
        return read(d, String.valueOf(d.getFileName()));
    }

    public static ParsedPackage read(Path d, String slug) throws PackageRefusedException {
        try {
            String yaml = Files.readString(d.resolve("problem.yaml"));
            List<PackageTest> tests = new ArrayList<>();
            for (String g : List.of("sample", "secret")) {
                if (!Files.exists(d.resolve("data").resolve(g))) continue;
                try (var l = Files.list(d.resolve("data").resolve(g))) {
                    for (Path in :
                            l.filter(p -> p.toString().endsWith(".in")).sorted().toList()) {
                        tests.add(new PackageTest(
                                in.toString(),
                                g,
                                g.equals("sample"),
                                in,
                                Path.of(in.toString().replaceAll("in$", "ans")),
                                ValidatorFlags.NONE));
                    }
                }
            }
            List<PackageSubmission> subs = new ArrayList<>();
            Map<String, String> m = Map.of(
                    "accepted",
                    "accepted",
                    "wrong_answer",
                    "wrong-answer",
                    "time_limit_exceeded",
                    "time-limit-exceeded",
                    "run_time_error",
                    "run-time-error",
                    "compiler_error",
                    "compile-error",
                    "rejected",
                    "compile-error");
            if (Files.exists(d.resolve("submissions"))) {
                try (var l = Files.list(d.resolve("submissions"))) {
                    for (Path k : l.filter(Files::isDirectory).toList()) {
                        try (var f = Files.list(k)) {
                            for (Path s : f.sorted().toList()) {
                                List<SourceFile> files = new ArrayList<>();
                                try (var w = Files.walk(s)) {
                                    for (Path x : w.filter(Files::isRegularFile)
                                            .sorted()
                                            .toList()) {
                                        files.add(new SourceFile(
                                                Files.isDirectory(s)
                                                        ? s.relativize(x).toString()
                                                        : String.valueOf(x.getFileName()),
                                                Files.readAllBytes(x)));
                                    }
                                }
                                subs.add(new PackageSubmission(
                                        k.getFileName() + "/" + s.getFileName(),
                                        files,
                                        Set.of(Optional.ofNullable(m.get(String.valueOf(k.getFileName())))
                                                .orElse("accepted"))));
                            }
                        }
                    }
                }
            }
            String name = yaml.lines()
                    .filter(x -> x.startsWith("name:"))
                    .map(x -> x.substring(5).strip())
                    .findFirst()
                    .orElse(slug);
            String diff = List.of("easy", "medium", "hard").stream()
                    .filter(x -> yaml.contains("- " + x))
                    .findFirst()
                    .orElse("easy");
            long time = yaml.lines()
                    .filter(x -> x.contains("time_limit:"))
                    .map(x -> (long) (1000 * Double.parseDouble(x.replaceAll("[^0-9.]", ""))))
                    .findFirst()
                    .orElse(2000L);
            Path md = d.resolve("statement/problem.en.md");
            String html = Files.exists(md) ? "<pre>" + Files.readString(md) + "</pre>" : "<p>no</p>";
            return new ParsedPackage(
                    slug,
                    Map.of("en", name),
                    diff,
                    List.of(),
                    new PackageLimits(time, 256L << 20, 8L << 20),
                    tests,
                    Map.of("en", new Statement(html, Optional.empty(), List.of(), List.of())),
                    Map.of(),
                    subs,
                    List.of());
        } catch (IOException e) {
            throw new PackageRefusedException(List.of(String.valueOf(e)));
        }
    }
}
