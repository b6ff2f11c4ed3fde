import { describe, expect, test } from "vitest";
import type { Language, RunResult } from "@/api/schema.ts";
import {
  allowedLanguages,
  chooseLanguage,
  hasEnded,
  readOutcome,
  runLimits,
  sourceFile,
} from "@/features/workbench/model.ts";

function language(id: string, changes: Partial<Language> = {}): Language {
  return { id, name: id, version: "1", extensions: ["x"], editorMode: id, templates: [], ...changes };
}

function result(changes: Partial<RunResult> = {}): RunResult {
  return {
    id: "r1",
    state: "judged",
    compilerOutput: "",
    stdout: "7\n",
    stderr: "",
    exitCode: 0,
    signal: null,
    outcome: "ok",
    timeMs: 12,
    memoryBytes: 1024,
    ...changes,
  };
}

const SAMPLE = { input: "3 4\n", answer: "7\n" };

test("the file is named as the starter code is, else after the first extension", () => {
  expect(sourceFile(language("java", { starterPath: "Main.java" }), "x").path).toBe("Main.java");
  expect(sourceFile(language("python", { extensions: [".py"] }), "x").path).toBe("main.py");
  expect(sourceFile(language("odd", { extensions: [] }), "x").path).toBe("main");
});

describe("the languages to choose from", () => {
  const all = [language("python"), language("java", { available: false }), language("node")];

  test("are those the problem allows, in the server's order", () => {
    expect(allowedLanguages(all, ["node", "python"]).map((one) => one.id)).toEqual(["python", "node"]);
    expect(allowedLanguages(all, [])).toHaveLength(3);
  });

  test("start with the one used last, if it can be used", () => {
    expect(chooseLanguage(all, "node")?.id).toBe("node");
    expect(chooseLanguage(all, "java")?.id).toBe("python");
    expect(chooseLanguage(all, null)?.id).toBe("python");
    expect(chooseLanguage([], "node")).toBeUndefined();
  });
});

describe("a run on a sample", () => {
  test("matches by tokens", () => {
    expect(readOutcome(result({ stdout: " 7" }), SAMPLE)).toMatchObject({ verdict: null, matches: true });
    expect(readOutcome(result({ stdout: "8\n" }), SAMPLE)).toMatchObject({ verdict: null, matches: false });
  });

  test("does not match when the program failed, whatever it wrote", () => {
    const crashed = result({ exitCode: 3, outcome: "run-time-error" });
    expect(readOutcome(crashed, SAMPLE)).toEqual({ verdict: "run-time-error", ended: "exit status 3", matches: false });
  });

  test("tells a signal and the limits", () => {
    const killed = result({ exitCode: null, signal: 11, outcome: "run-time-error" });
    expect(readOutcome(killed, null).ended).toBe("killed by signal 11");
    const slow = result({ exitCode: null, signal: 9, outcome: "time-limit-exceeded" });
    expect(readOutcome(slow, null)).toMatchObject({
      verdict: "time-limit-exceeded",
      ended: "stopped at the time limit",
    });
  });

  test("is read from the exit where the server names no outcome", () => {
    expect(readOutcome(result({ outcome: null, exitCode: 1 }), null).verdict).toBe("run-time-error");
    expect(readOutcome(result({ outcome: null }), null).verdict).toBeNull();
  });
});

test("a run has ended only when its result is there", () => {
  expect(hasEnded(result())).toBe(true);
  expect(hasEnded(result({ state: "running" }))).toBe(false);
  expect(hasEnded({ id: "r1" })).toBe(false);
});

test("a run asks for no more than a run may have", () => {
  const limits = { timeMs: 60_000, memoryBytes: 4 * 1024 ** 3, outputBytes: 1 };
  expect(runLimits(limits)).toEqual({ timeMs: 10_000, memoryBytes: 1024 ** 3 });
  expect(runLimits({ timeMs: 2_000, memoryBytes: 256, outputBytes: 1 })).toEqual({ timeMs: 2_000, memoryBytes: 256 });
});
