/*
 * How a submission that is being judged changes, as pure functions: a snapshot from the server, then events as they come.
 * Events may be repeated (a stream joined late or again replays what has been), may reach a submission that the snapshot
 * shows further on, and start over when the submission is judged again.
 */
import { STATES, type Submission, type SubmissionEvent, type SubmissionState, type TestResult } from "@/api/schema.ts";
import { isVerdict } from "@/api/verdicts.ts";
import { assertNever } from "@/lib/assertNever.ts";

function rank(state: SubmissionState): number {
  return STATES.indexOf(state);
}

function later(a: SubmissionState, b: SubmissionState): SubmissionState {
  return rank(a) >= rank(b) ? a : b;
}

/** How far a stream has been read, so that what it repeats is known for a repetition. */
export interface StreamPosition {
  readonly begun: boolean;
  readonly seen: ReadonlySet<string>;
}

export const START: StreamPosition = { begun: false, seen: new Set() };

/** What one more event of the stream makes of the submission. */
export function receive(
  position: StreamPosition,
  submission: Submission,
  event: { type: string; id: string | null; data: unknown },
): { position: StreamPosition; submission: Submission } {
  const known = toSubmissionEvent(event.type, event.data);
  if (known === null || (event.id !== null && position.seen.has(event.id))) return { position, submission };
  const seen = event.id === null ? position.seen : new Set([...position.seen, event.id]);
  return {
    position: { begun: true, seen },
    submission: applyEvent(submission, known, position.begun),
  };
}

/**
 * What the submission is after the event. `begun` says that the stream had events before: a state that goes back in its
 * midst is a new attempt, whose tests come anew, while at its beginning it only tells of the past.
 */
function applyEvent(submission: Submission, event: SubmissionEvent, begun: boolean): Submission {
  switch (event.type) {
    case "state": {
      const { state } = event.data;
      if (begun && rank(state) < rank(submission.state)) return restarted(submission, state);
      return { ...submission, state: later(submission.state, state) };
    }
    case "compiled":
      return {
        ...submission,
        state: later(submission.state, event.data.ok ? "running" : "compiling"),
        compilerOutput: event.data.compilerOutput ?? submission.compilerOutput,
      };
    case "test": {
      const { total, ...test } = event.data;
      return {
        ...submission,
        state: later(submission.state, "running"),
        testCount: total ?? submission.testCount,
        tests: withTest(submission.tests, test),
      };
    }
    case "verdict":
      return { ...submission, ...event.data, state: "judged" };
    default:
      return assertNever(event);
  }
}

function restarted(submission: Submission, state: SubmissionState): Submission {
  return {
    ...submission,
    state,
    verdict: null,
    score: null,
    timeMs: null,
    memoryBytes: null,
    judgedAt: null,
    compilerOutput: null,
    tests: [],
  };
}

function withTest(tests: readonly TestResult[], test: TestResult): TestResult[] {
  const others = tests.filter((known) => known.number !== test.number);
  return [...others, test].sort((a, b) => a.number - b.number);
}

/**
 * A snapshot fetched while events arrive may be older than they are: of the same attempt nothing already seen is taken
 * back. Another attempt, or a verdict, is taken as it is.
 */
export function mergeSnapshot(seen: Submission | undefined, snapshot: Submission): Submission {
  if (seen === undefined || seen.id !== snapshot.id) return { ...snapshot, testCount: snapshot.testCount ?? null };
  const testCount = snapshot.testCount ?? seen.testCount;
  const over = snapshot.state === "judged" || seen.state === "judged" || seen.attempt !== snapshot.attempt;
  if (over) return { ...snapshot, testCount };
  return {
    ...snapshot,
    state: later(seen.state, snapshot.state),
    compilerOutput: snapshot.compilerOutput ?? seen.compilerOutput,
    testCount,
    tests: snapshot.tests.reduce<TestResult[]>(withTest, seen.tests),
  };
}

const KNOWN = new Set<string>(["state", "compiled", "test", "verdict"]);

/** The event of the stream as one of ours; null for one of a newer server that this page does not know. */
function toSubmissionEvent(type: string, data: unknown): SubmissionEvent | null {
  if (!KNOWN.has(type) || typeof data !== "object" || data === null) return null;
  const event = { type, data } as SubmissionEvent;
  if (event.type === "state" && !STATES.includes(event.data.state)) return null;
  if ((event.type === "test" || event.type === "verdict") && !isVerdict(event.data.verdict)) return null;
  if (event.type === "test" && !Number.isInteger(event.data.number)) return null;
  return event;
}

export type CellState = TestResult | "running" | "waiting" | "not-run";

/**
 * One cell per test: what has ended, the one that runs now, and those still to come, as far as their number is known.
 * What has not run when the verdict is there is not going to.
 */
export function cells(submission: Pick<Submission, "tests" | "testCount" | "state">): CellState[] {
  const last = submission.tests.reduce((highest, test) => Math.max(highest, test.number), 0);
  const count = Math.max(submission.testCount ?? 0, last);
  const rest = submission.state === "judged" ? "not-run" : "waiting";
  const row: CellState[] = Array.from({ length: count }, () => rest);
  for (const test of submission.tests) row[test.number - 1] = test;
  const next = row.indexOf("waiting");
  if (submission.state === "running" && next >= 0) row[next] = "running";
  return row;
}

export function firstFailure(submission: Pick<Submission, "tests">): TestResult | null {
  return submission.tests.find((test) => test.verdict !== "accepted") ?? null;
}
