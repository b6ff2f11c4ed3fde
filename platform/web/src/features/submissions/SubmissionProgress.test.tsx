import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, test } from "vitest";
import type { Submission } from "@/api/schema.ts";
import { SubmissionProgress } from "@/features/submissions/SubmissionProgress.tsx";
import { aSubmission, aTest } from "../../../test/samples.ts";

function show(changes: Partial<Submission>, lost = false) {
  return render(<SubmissionProgress submission={aSubmission(changes)} lost={lost} />);
}

test("a queued submission says that it waits", () => {
  show({ state: "queued" });
  expect(screen.getByText("Queued")).toBeInTheDocument();
  expect(screen.getByText("Waiting for a free worker")).toBeInTheDocument();
});

test("a running submission shows each test by name", () => {
  show({ state: "running", testCount: 4, tests: [aTest(1), aTest(2)] });
  expect(screen.getByText("Test 3 of 4")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Test 2: accepted" })).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "Test 3: running" })).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "Test 4: waiting" })).toBeInTheDocument();
});

test("the verdict is announced by name, with what it cost", () => {
  show({
    state: "judged",
    verdict: "accepted",
    timeMs: 31,
    memoryBytes: 9 * 1024 * 1024,
    testCount: 1,
    tests: [aTest(1)],
  });
  expect(screen.getAllByRole("status")[0]).toHaveTextContent("Accepted");
  expect(screen.getByText("31 ms")).toBeInTheDocument();
  expect(screen.getByText("1 / 1")).toBeInTheDocument();
});

test("the first failing test is told with the judge's message", () => {
  const wrong = aTest(2, { verdict: "wrong-answer", message: "expected 17, found 18" });
  show({ state: "judged", verdict: "wrong-answer", testCount: 5, tests: [aTest(1), wrong] });
  expect(screen.getByText("First failing test: 2")).toBeInTheDocument();
  expect(screen.getByText("expected 17, found 18")).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "Test 5: not run" })).toBeInTheDocument();
});

test("choosing another test tells about that one", async () => {
  const wrong = aTest(2, { verdict: "wrong-answer", message: "expected 17, found 18" });
  show({ state: "judged", verdict: "wrong-answer", testCount: 2, tests: [aTest(1), wrong] });
  await userEvent.click(screen.getByRole("button", { name: "Test 1: accepted" }));
  expect(screen.queryByText("expected 17, found 18")).not.toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Test 1: accepted" })).toHaveAttribute("aria-pressed", "true");
});

test("the compiler's words stand open when the program did not compile", () => {
  const { container } = show({ state: "judged", verdict: "compile-error", compilerOutput: "line 3: ';' expected" });
  expect(container.querySelector("details")).toHaveAttribute("open");
  expect(screen.getByText("line 3: ';' expected")).toBeInTheDocument();
});

test("a lost connection is said without hiding what is known", () => {
  show({ state: "running", testCount: 2, tests: [aTest(1)] }, true);
  expect(screen.getByText("Connection lost. Reconnecting…")).toBeVisible();
  expect(within(screen.getByRole("list", { name: "Tests" })).getAllByRole("listitem")).toHaveLength(2);
});
