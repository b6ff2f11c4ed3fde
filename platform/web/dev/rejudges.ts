/* Rejudges of the mock: each submission takes a moment, and every fourth accepted one turns out to be wrong. */
import { randomUUID } from "node:crypto";
import type {
  Rejudge,
  RejudgeDetail,
  Rejudged,
  RejudgeResult,
  RejudgeScope,
  Submission,
  VerdictChange,
} from "../src/api/schema.ts";

const MS_EACH = 250;

interface Held {
  begun: number;
  judgedAtEnd: number | null;
  by: string;
  scope: RejudgeScope;
  submissions: Submission[];
  before: RejudgeResult[];
  after: RejudgeResult[];
  applied: Set<string>;
  state: "open" | "applied" | "cancelled" | "reverted";
  settledAt: string | null;
}

const held = new Map<string, Held>();

function matches(scope: RejudgeScope, one: Submission): boolean {
  return (
    one.state === "judged" &&
    (scope.submission === undefined || one.id === scope.submission) &&
    (scope.problem === undefined || one.problem === scope.problem) &&
    (scope.language === undefined || one.language === scope.language)
  );
}

export function countOf(scope: RejudgeScope, all: readonly Submission[]): number {
  return all.filter((one) => matches(scope, one)).length;
}

function resultOf({ verdict, score, timeMs, memoryBytes }: Submission): RejudgeResult {
  return { verdict: verdict ?? "judge-error", score, timeMs, memoryBytes };
}

/** Null where there is nothing to judge again. */
export function startRejudge(scope: RejudgeScope, all: readonly Submission[], by: string): string | null {
  const submissions = all.filter((one) => matches(scope, one));
  if (submissions.length === 0) return null;
  const before = submissions.map(resultOf);
  const after = before.map((result, i) =>
    result.verdict === "accepted" && (i % 4 === 0 || submissions.length === 1)
      ? { ...result, verdict: "wrong-answer" as const, score: 0 }
      : { ...result, timeMs: result.timeMs === null ? null : result.timeMs + 3 },
  );
  const id = randomUUID();
  held.set(id, {
    begun: Date.now(),
    judgedAtEnd: null,
    by,
    scope,
    submissions,
    before,
    after,
    applied: new Set(),
    state: "open",
    settledAt: null,
  });
  return id;
}

function judgedOf(one: Held): number {
  return one.judgedAtEnd ?? Math.min(one.submissions.length, Math.floor((Date.now() - one.begun) / MS_EACH));
}

function rowsOf(one: Held): Rejudged[] {
  const judged = judgedOf(one);
  const rows = one.submissions.map((submission, i): Rejudged => {
    const before = one.before[i] as RejudgeResult;
    const after = i < judged ? (one.after[i] as RejudgeResult) : null;
    return {
      submission: submission.id,
      username: submission.username ?? "",
      problem: submission.problem ?? "",
      language: submission.language,
      state: after ? "judged" : one.state === "cancelled" ? "cancelled" : i === judged ? "running" : "queued",
      before,
      after,
      differs: after !== null && after.verdict !== before.verdict,
      applied: one.applied.has(submission.id),
    };
  });
  return rows.sort((a, b) => Number(b.differs) - Number(a.differs));
}

function headOf(id: string, one: Held): Rejudge {
  const rows = rowsOf(one);
  const judged = judgedOf(one);
  return {
    id,
    submission: one.scope.submission ?? null,
    problem: one.scope.problem ?? null,
    language: one.scope.language ?? null,
    version: "current",
    state: one.state === "open" ? (judged < one.submissions.length ? "running" : "ready") : one.state,
    total: one.submissions.length,
    judged,
    differing: rows.filter((row) => row.differs).length,
    failed: 0,
    applied: one.applied.size,
    by: one.by,
    createdAt: new Date(one.begun).toISOString(),
    settledAt: one.settledAt,
    settledBy: one.settledAt === null ? null : one.by,
  };
}

export function listRejudges(): Rejudge[] {
  return [...held].map(([id, one]) => headOf(id, one)).reverse();
}

/** Null where there is none. */
export function showRejudge(id: string, onlyDiffering: boolean): Omit<RejudgeDetail, "next"> | null {
  const one = held.get(id);
  if (one === undefined) return null;
  const rows = rowsOf(one);
  const changes = new Map<string, VerdictChange>();
  for (const { before, after, differs } of rows) {
    if (!differs || after === null) continue;
    const change = changes.get(`${before.verdict} ${after.verdict}`) ?? {
      from: before.verdict,
      to: after.verdict,
      count: 0,
    };
    changes.set(`${before.verdict} ${after.verdict}`, { ...change, count: change.count + 1 });
  }
  return {
    ...headOf(id, one),
    changes: [...changes.values()],
    items: rows.filter((row) => row.differs || !onlyDiffering),
  };
}

function give(submission: Submission, result: RejudgeResult, why: "rejudged" | "reverted"): void {
  Object.assign(submission, result);
  submission.attempt += 1;
  submission.history = [
    ...(submission.history ?? []),
    {
      attempt: submission.attempt,
      verdict: result.verdict,
      score: result.score,
      judgedAt: new Date().toISOString(),
      why,
    },
  ];
}

/** What is wrong with the decision, null for nothing. */
export function decideRejudge(id: string, what: string, chosen: readonly string[] | undefined): string | null {
  const one = held.get(id);
  if (one === undefined) return `there is no rejudge ${id}`;
  const { state } = headOf(id, one);
  if (what === "apply") {
    if (state !== "ready") return `rejudge ${id} is ${state}, only one that is ready can be applied`;
    one.submissions.forEach((submission, i) => {
      if (chosen !== undefined && !chosen.includes(submission.id)) return;
      give(submission, one.after[i] as RejudgeResult, "rejudged");
      one.applied.add(submission.id);
    });
    one.state = "applied";
  } else if (what === "revert") {
    if (state !== "applied") return `rejudge ${id} is ${state}, only one that is applied can be reverted`;
    one.submissions.forEach((submission, i) => {
      if (one.applied.has(submission.id)) give(submission, one.before[i] as RejudgeResult, "reverted");
    });
    one.state = "reverted";
  } else {
    if (state !== "ready" && state !== "running") return `rejudge ${id} is ${state} already`;
    one.judgedAtEnd = judgedOf(one);
    one.state = "cancelled";
  }
  one.settledAt = new Date().toISOString();
  return null;
}
