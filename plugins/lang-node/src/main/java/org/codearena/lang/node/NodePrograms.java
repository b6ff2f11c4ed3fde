package org.codearena.lang.node;

import java.util.List;
import java.util.stream.Stream;
import org.codearena.contract.Limit;
import org.codearena.contract.Limits;
import org.codearena.contract.SourceFile;
import org.codearena.plugin.Resources;
import org.codearena.plugin.kit.Case;
import org.codearena.plugin.kit.ConformancePrograms;
import org.codearena.plugin.kit.Expected;
import org.codearena.plugin.kit.Role;
import org.pf4j.Extension;

/** The programs by which Node.js is put to the test. */
@Extension
public final class NodePrograms implements ConformancePrograms {
    private static final Limits SMALL = Limits.DEFAULT.withCpuTimeMs(20_000).withMemoryBytes(64 << 20);
    private static final String USES_TWICE = "import f from './twice.mjs';\nconsole.log(await f(4));\n";
    private static final SourceFile TWICE = file("twice.mjs", "export default (x) => 2 * x;\n");
    private static final SourceFile OF_MODULES = file("package.json", "{\"type\": \"module\"}");

    private final Resources resources = new Resources(NodePrograms.class);

    @Override
    public String language() {
        return "node";
    }

    @Override
    public List<SourceFile> program(Role role) {
        String at = "programs/" + role.label();
        return switch (role) {
            case SEVERAL_FILES -> resources.files(at, "main.js", "text/words.js");
            case ENTRY_POINT ->
                resources.files(
                        at,
                        "tools/report/run.mjs",
                        "tools/report/layout.mjs",
                        "tools/report/package.json",
                        "common/words.cjs",
                        "main.js");
            case TWO_PROGRAMS -> resources.files(at, "first.js", "second.js", "say.js");
            default -> List.of(resources.file(at + ".js", "main.js"));
        };
    }

    @Override
    public List<Case> promises() {
        return Stream.of(kindsOfModules(), refused(), failures(), resourcesOfTheBox())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Case> kindsOfModules() {
        SourceFile script = file("main.cjs", "console.log(typeof require, this === exports);\n");
        SourceFile named = file("package.json", "{\"main\": \"./src/app\"}");
        SourceFile app = file("src/app.js", "console.log('app');\n");
        return List.of(
                Case.of("modules by their extension", file("main.mjs", USES_TWICE), TWICE)
                        .prints("8\n"),
                Case.of("modules by their package", OF_MODULES, main(USES_TWICE), TWICE)
                        .prints("8\n"),
                Case.of("modules by their syntax", main(USES_TWICE), TWICE).prints("8\n"),
                Case.of("scripts in a package of modules", OF_MODULES, script).prints("function true\n"),
                Case.of("package.json names the main file", named, app, file("index.js", "1;\n"))
                        .prints("app\n"),
                Case.of(
                                "an entry point in a directory, and packages of the program's own",
                                file(
                                        "src/run.js",
                                        "import { f } from '../lib/index.js';\nimport g from 'g';\nf(g());\n"),
                                file("src/package.json", "{\"type\": \"module\"}"),
                                file("lib/index.js", "exports.f = (x) => console.log(x, require('./deep'));\n"),
                                file("lib/deep/index.js", "module.exports = __dirname.split('/').at(-1);\n"),
                                file("node_modules/g/main.mjs", "export default () => 'g';\n"),
                                file("node_modules/g/package.json", "{\"exports\": \"./main.mjs\"}"),
                                main("console.log('not this one');\n"))
                        .from("src/run.js")
                        .prints("g deep\n"),
                Case.of("a script may return", main("#!/usr/bin/env node\nconsole.log(1);\nreturn;\n"))
                        .prints("1\n"));
    }

    private static List<Case> refused() {
        SourceFile fine = main("console.log(1);\n");
        return List.of(
                Case.of("a package.json that is not JSON", fine, file("package.json", "{main: 1}"))
                        .failsToCompile("package.json\nSyntaxError"),
                Case.of("every script is checked", fine, file("lib/other.js", "\nlet x = ;\n"))
                        .failsToCompile("lib/other.js:2\nlet x = ;"),
                Case.of("every module is checked", fine, file("other.mjs", "import from;\n"))
                        .failsToCompile("other.mjs:1\nimport from;"),
                Case.of("and all errors are told", main("let x = ;"), file("other.mjs", "import from;\n"))
                        .failsToCompile("SyntaxError: Unexpected token ';'\nother.mjs:1"),
                Case.of("native modules are not sources", file("main.node", "x"))
                        .failsToCompile("main.node"));
    }

    private static List<Case> failures() {
        return List.of(
                Case.of("a failure is shown with its line", main("const f = () => null.x;\nf();\n"))
                        .must(new Expected.RunTimeError("main.js:1")),
                Case.of("a promise that nobody waits for", main("Promise.reject(new Error('lost'));\n"))
                        .must(new Expected.RunTimeError("lost")),
                Case.of("a module that is not there", main("require('./no-such');\n"))
                        .must(new Expected.RunTimeError("Cannot find module")));
    }

    private static List<Case> resourcesOfTheBox() {
        SourceFile deep = main("const f = (n) => (n ? 1 + f(n - 1) : 0);\nconsole.log(f(1e5));\n");
        SourceFile buffers = main("const kept = [];\nfor (;;) kept.push(Buffer.alloc(1 << 24, 1));\n");
        SourceFile garbage = main("let n = 0;\nfor (let i = 0; i < 3e6; i++) n += [i, i].length;\nconsole.log(n);\n");
        SourceFile workers = main("""
                const { Worker, isMainThread, parentPort } = require('worker_threads');
                if (isMainThread) {
                  for (let i = 0; i < 2; i++) {
                    new Worker(__filename).on('message', (message) => console.log(message));
                  }
                } else {
                  const f = (n) => (n ? 1 + f(n - 1) : 0);
                  parentPort.postMessage(f(5000));
                }
                """);
        return List.of(
                Case.of("a hundred thousand levels", deep).prints("100000\n"),
                Case.of("buffers count", buffers).within(SMALL).must(new Expected.OverLimit(Limit.MEMORY)),
                Case.of("garbage does not count", garbage).within(SMALL).prints("6000000\n"),
                Case.of("worker threads", workers).prints("5000\n5000\n"));
    }

    private static SourceFile main(String text) {
        return file("main.js", text);
    }

    private static SourceFile file(String path, String text) {
        return SourceFile.of(path, text);
    }
}
