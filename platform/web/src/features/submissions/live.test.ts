import { describe, expect, test } from "vitest";
import type { Submission, TestResult } from "@/api/schema.ts";
import { cells, firstFailure, mergeSnapshot, receive, START } from "@/features/submissions/live.ts";
import { aSubmission, aTest } from "../../../test/samples.ts";

type Event = [id: string | null, type: string, data: unknown];

const QUEUED: Event = ["1-0", "state", { state: "queued" }];
const COMPILING: Event = ["1-1", "state", { state: "compiling" }];
const COMPILED: Event = ["1-2", "compiled", { ok: true, compilerOutput: "" }];
const RUNNING: Event = ["1-3", "state", { state: "running" }];
const VERDICT: Event = ["1-99", "verdict", { verdict: "accepted", score: 1, timeMs: 30, memoryBytes: 1024 }];

function ended(number: number, changes: Partial<TestResult> = {}, attempt = 1): Event {
  return [`${attempt}-${3 + number}`, "test", { ...aTest(number, changes), total: 3 }];
}

function play(start: Submission, events: readonly Event[]): Submission {
  let position = START;
  let submission = start;
  for (const [id, type, data] of events) ({ position, submission } = receive(position, submission, { id, type, data }));
  return submission;
}

const WHOLE = [QUEUED, COMPILING, COMPILED, RUNNING, ended(1), ended(2), ended(3), VERDICT];

describe("a stream read from its beginning", () => {
  test("leads from the queue to the verdict", () => {
    const judged = play(aSubmission(), WHOLE);
    expect(judged).toMatchObject({ state: "judged", verdict: "accepted", score: 1, timeMs: 30, testCount: 3 });
    expect(judged.tests.map((one) => one.number)).toEqual([1, 2, 3]);
  });

  test("shows each test as it ends", () => {
    const midway = play(aSubmission(), WHOLE.slice(0, 6));
    expect(midway).toMatchObject({ state: "running", verdict: null, testCount: 3 });
    expect(midway.tests).toHaveLength(2);
  });

  test("keeps the tests in order whatever order they end in", () => {
    const judged = play(aSubmission(), [RUNNING, ended(3), ended(1), ended(2)]);
    expect(judged.tests.map((one) => one.number)).toEqual([1, 2, 3]);
  });

  test("a failed compilation brings its output and no test", () => {
    const judged = play(aSubmission(), [
      COMPILING,
      ["1-2", "compiled", { ok: false, compilerOutput: "line 3: no" }],
      ["1-99", "verdict", { verdict: "compile-error", score: 0, timeMs: 0, memoryBytes: 0 }],
    ]);
    expect(judged).toMatchObject({
      state: "judged",
      verdict: "compile-error",
      compilerOutput: "line 3: no",
      tests: [],
    });
  });
});

describe("a stream that repeats itself", () => {
  test("events seen before change nothing", () => {
    const once = play(aSubmission(), WHOLE.slice(0, 6));
    const twice = play(aSubmission(), [...WHOLE.slice(0, 6), ...WHOLE.slice(0, 6)]);
    expect(twice).toEqual(once);
  });

  test("joining late replays the past without taking back what the snapshot shows", () => {
    const snapshot = aSubmission({ state: "running", testCount: 3, tests: [aTest(1), aTest(2)] });
    expect(play(snapshot, [QUEUED])).toMatchObject({ state: "running", tests: snapshot.tests });
    expect(play(snapshot, WHOLE.slice(0, 6))).toEqual(play(aSubmission(), WHOLE.slice(0, 6)));
  });

  test("a stream resumed after a lost connection goes on where it was", () => {
    const before = play(aSubmission(), WHOLE.slice(0, 5));
    const after = play(before, WHOLE.slice(5));
    expect(after).toEqual(play(aSubmission(), WHOLE));
  });

  test("a stream without ids that starts over ends in the same verdict", () => {
    const bare = WHOLE.map(([, type, data]): Event => [null, type, data]);
    expect(play(aSubmission(), [...bare.slice(0, 6), ...bare])).toEqual(play(aSubmission(), bare));
  });
});

describe("a new attempt", () => {
  const secondAttempt: Event[] = [
    ["2-1", "state", { state: "compiling" }],
    ["2-3", "state", { state: "running" }],
    ended(1, { verdict: "wrong-answer" }, 2),
  ];

  test("starts with no tests when its worker takes over in the midst", () => {
    const after = play(aSubmission(), [...WHOLE.slice(0, 6), ...secondAttempt]);
    expect(after.tests).toEqual([aTest(1, { verdict: "wrong-answer" })]);
    expect(after.state).toBe("running");
  });

  test("forgets the verdict of the one before", () => {
    const after = play(aSubmission(), [...WHOLE, ["2-0", "state", { state: "queued" }]]);
    expect(after).toMatchObject({ state: "queued", verdict: null, score: null, timeMs: null, tests: [] });
  });
});

describe("what is not understood", () => {
  test.each<Event>([
    ["9", "weather", { sky: "blue" }],
    ["9", "state", { state: "dreaming" }],
    ["9", "state", null],
    ["9", "verdict", { verdict: "brilliant" }],
    ["9", "test", { number: "three", verdict: "accepted" }],
  ])("event %j %s %j is left out", (id, type, data) => {
    const running = aSubmission({ state: "running" });
    expect(play(running, [[id, type, data]])).toBe(running);
  });
});

describe("a snapshot fetched while events arrive", () => {
  test("takes back nothing of the same attempt", () => {
    const seen = aSubmission({
      state: "running",
      testCount: 3,
      tests: [aTest(1), aTest(2)],
      compilerOutput: "warning",
    });
    const merged = mergeSnapshot(seen, aSubmission({ state: "compiling", tests: [aTest(1)] }));
    expect(merged).toMatchObject({ state: "running", testCount: 3, compilerOutput: "warning" });
    expect(merged.tests).toHaveLength(2);
  });

  test("of another attempt is taken as it is", () => {
    const seen = aSubmission({ state: "running", tests: [aTest(1), aTest(2)] });
    expect(mergeSnapshot(seen, aSubmission({ attempt: 2 })).tests).toEqual([]);
  });

  test("with the verdict is taken as it is, with the number of tests the events told", () => {
    const seen = aSubmission({ state: "judged", verdict: "accepted", testCount: 9, tests: [aTest(1)] });
    const record = aSubmission({ state: "judged", verdict: "accepted", tests: [aTest(1, { wallMs: 77 })] });
    expect(mergeSnapshot(seen, record)).toEqual({ ...record, testCount: 9 });
  });

  test("after a rejudge leads back to the queue", () => {
    const seen = aSubmission({ state: "judged", verdict: "accepted", tests: [aTest(1)] });
    expect(mergeSnapshot(seen, aSubmission())).toMatchObject({ state: "queued", verdict: null, tests: [] });
  });
});

describe("the cells of the grid", () => {
  test("are unknown until the first test tells how many there are", () => {
    expect(cells(aSubmission({ state: "running" }))).toEqual([]);
  });

  test("show what ended, what runs and what waits", () => {
    const running = aSubmission({ state: "running", testCount: 4, tests: [aTest(1)] });
    expect(cells(running)).toEqual([aTest(1), "running", "waiting", "waiting"]);
  });

  test("show what will not run any more once the verdict is there", () => {
    const failed = aTest(1, { verdict: "wrong-answer" });
    const judged = aSubmission({ state: "judged", verdict: "wrong-answer", testCount: 3, tests: [failed] });
    expect(cells(judged)).toEqual([failed, "not-run", "not-run"]);
  });
});

test("the first failing test is the lowest that is not accepted", () => {
  const slow = aTest(2, { verdict: "time-limit-exceeded" });
  const wrong = aTest(3, { verdict: "wrong-answer" });
  expect(firstFailure(aSubmission({ tests: [aTest(1), slow, wrong] }))).toBe(slow);
  expect(firstFailure(aSubmission({ tests: [aTest(1)] }))).toBeNull();
});
