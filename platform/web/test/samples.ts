import type { ProblemSummary, Submission, TestResult } from "@/api/schema.ts";

export function aTest(number: number, changes: Partial<TestResult> = {}): TestResult {
  return {
    number,
    group: "secret",
    sample: false,
    verdict: "accepted",
    timeMs: 12,
    wallMs: 20,
    memoryBytes: 9 * 1024 * 1024,
    message: null,
    ...changes,
  };
}

export function aSubmission(changes: Partial<Submission> = {}): Submission {
  return {
    id: "s1",
    problem: "sumoftwo",
    language: "python",
    state: "queued",
    verdict: null,
    score: null,
    timeMs: null,
    memoryBytes: null,
    compilerOutput: null,
    testCount: null,
    tests: [],
    attempt: 1,
    createdAt: "2026-01-01T00:00:00Z",
    judgedAt: null,
    ...changes,
  };
}

export function aProblem(changes: Partial<ProblemSummary> = {}): ProblemSummary {
  return {
    slug: "sumoftwo",
    title: "Sum of Two",
    difficulty: "easy",
    tags: ["introduction"],
    acceptance: 0.5,
    solvedByMe: false,
    ...changes,
  };
}
