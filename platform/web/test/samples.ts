import type {
  ProblemSummary,
  Project,
  RejudgeDetail,
  Rejudged,
  Submission,
  TestResult,
  Verdict,
} from "@/api/schema.ts";

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

export function aRejudge(changes: Partial<RejudgeDetail> = {}): RejudgeDetail {
  return {
    id: "r1",
    submission: null,
    problem: "sumoftwo",
    language: null,
    version: "current",
    state: "ready",
    total: 2,
    judged: 2,
    differing: 1,
    failed: 0,
    applied: 0,
    by: "ada",
    createdAt: "2026-01-01T00:00:00Z",
    settledAt: null,
    settledBy: null,
    changes: [{ from: "accepted", to: "wrong-answer", count: 1 }],
    items: [aRejudged("s1", "accepted", "wrong-answer"), aRejudged("s2", "accepted", "accepted")],
    next: null,
    ...changes,
  };
}

export function aRejudged(submission: string, before: Verdict, after: Verdict): Rejudged {
  const cost = { score: null, timeMs: 12, memoryBytes: 1024 };
  return {
    submission,
    username: `by-${submission}`,
    problem: "sumoftwo",
    language: "python",
    state: "judged",
    before: { verdict: before, ...cost },
    after: { verdict: after, ...cost },
    differs: before !== after,
    applied: false,
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

export function aProject(changes: Partial<Project> = {}): Project {
  return {
    id: "p1",
    name: "first",
    language: "python",
    template: "python/console",
    tasks: [],
    revision: 1,
    files: 3,
    bytes: 2048,
    createdAt: "2026-01-01T00:00:00Z",
    changedAt: "2026-01-02T00:00:00Z",
    openedAt: null,
    session: null,
    ...changes,
  };
}
