import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import type { RunResult } from "@/api/schema.ts";
import { RunResults } from "@/features/workbench/RunResults.tsx";
import type { CaseState } from "@/features/workbench/useRuns.ts";

const RESULT: RunResult = {
  id: "r1",
  state: "judged",
  compilerOutput: "",
  stdout: "7\n",
  stderr: "",
  exitCode: 0,
  signal: null,
  outcome: "ok",
  timeMs: 12,
  memoryBytes: 9 * 1024 * 1024,
};

function show(state: CaseState) {
  const sample = { input: "3 4\n", answer: "7\n" };
  render(<RunResults rows={[{ title: "Sample 1", input: sample.input, sample, state }]} />);
}

test("a matching run shows its output, its time and a mark in words", () => {
  show({ phase: "done", result: RESULT });
  expect(screen.getByText("Matches")).toBeInTheDocument();
  expect(screen.getByText("exit status 0 · 12 ms CPU · 9 MiB")).toBeInTheDocument();
});

test("another output is marked as different", () => {
  show({ phase: "done", result: { ...RESULT, stdout: "" } });
  expect(screen.getByText("Differs")).toBeInTheDocument();
  expect(screen.getByText("(empty)")).toBeInTheDocument();
});

test("a crash shows its name and the error stream", () => {
  const crashed = { ...RESULT, exitCode: 1, outcome: "run-time-error", stderr: "ZeroDivisionError" };
  show({ phase: "done", result: crashed });
  expect(screen.getByText("Run-time error")).toBeInTheDocument();
  expect(screen.getByText("ZeroDivisionError")).toBeInTheDocument();
});

test("a program that does not compile shows the compiler's words and nothing else", () => {
  const broken = { ...RESULT, outcome: "compile-error", compilerOutput: "line 3: no", stdout: "", exitCode: null };
  show({ phase: "done", result: broken });
  expect(screen.getByText("line 3: no")).toBeInTheDocument();
  expect(screen.queryByText("Your output")).not.toBeInTheDocument();
});

test("a run that could not be made says why", () => {
  show({ phase: "failed", error: new Error("Too many runs. Try again in 5 s.") });
  expect(screen.getByRole("alert")).toHaveTextContent("Too many runs. Try again in 5 s.");
});
