/* Operations of the mock: an hour in which a rush came, a server was down for a while, and the broker is away now and then. */
import { randomUUID } from "node:crypto";
import type { OperationsHistory, OperationsNow, OperationsPoint, ParkedItem } from "../src/api/schema.ts";

const EVERY_MS = 10_000;
const LANES = ["contest", "run", "practice", "bulk"];
const SLOTS = 4;

/** How busy it was: quiet, then a rush that ebbs away. */
function load(at: number): number {
  const minute = (at / 60_000) % 60;
  const wave = Math.sin(at / 47_000) * 0.1 + Math.sin(at / 13_000) * 0.06;
  return Math.max(0.02, 0.18 + wave + 0.9 * Math.exp(-(((minute - 35) / 7) ** 2)));
}

function lane(name: string, at: number) {
  const share = { contest: 1, run: 0.3, practice: 0.7, bulk: 3 }[name] ?? 1;
  const waiting = Math.max(0, Math.round((load(at) - 0.5) * 120 * share));
  const waitP50Ms = 4 + waiting * 90 * share;
  return { lane: name, waiting, waitP50Ms, waitP95Ms: Math.round(waitP50Ms * 2.6 + 6) };
}

function pointAt(at: number): OperationsPoint {
  return {
    at: new Date(at).toISOString(),
    lanes: LANES.map((name) => lane(name, at)),
    verdictsPerMinute: Math.round(Math.min(1, load(at)) * 240),
    slots: SLOTS,
    busy: Math.min(SLOTS, Math.round(load(at) * 5)),
  };
}

export function history(): OperationsHistory {
  const end = Math.floor(Date.now() / EVERY_MS) * EVERY_MS;
  const points = Array.from({ length: 360 }, (_, i) => end - (359 - i) * EVERY_MS)
    .filter((at) => (end - at) / 60_000 < 48 || (end - at) / 60_000 > 52)
    .map(pointAt);
  return { everyMs: EVERY_MS, points };
}

export function now(): OperationsNow {
  const at = Math.floor(Date.now() / 5_000) * 5_000;
  const point = pointAt(at);
  const brokerAway = Math.floor(at / 60_000) % 5 === 4;
  const lanes = point.lanes.map((one) => ({
    ...one,
    judging: one.waiting > 0 ? 1 : 0,
    oldestMs: one.waiting * 140,
    claimed: 40,
    verdictsPerMinute: Math.round(point.verdictsPerMinute / 4),
  }));
  return {
    ageMs: Date.now() - at,
    reading: {
      at: point.at,
      unknown: brokerAway ? ["broker"] : [],
      lines: lanes.flatMap((one) =>
        ["cpp", "java", "python"].map((language, i) => ({
          lane: one.lane,
          language,
          backlog: Math.max(0, Math.round(one.waiting / 3) - 50),
          released: Math.min(50, Math.round(one.waiting / 3)),
          judging: i === 0 ? one.judging : 0,
          oldestMs: one.oldestMs,
          messages: brokerAway ? 0 : Math.min(46, Math.round(one.waiting / 3)),
          consumers: brokerAway ? 0 : 2,
        })),
      ),
      lanes,
      judges: ["judge-0", "judge-1"].map((worker, i) => ({
        worker,
        slots: 2,
        busy: Math.max(0, Math.min(2, point.busy - 2 * i)),
        mode: i === 0 ? "A" : "B+",
        languages: ["c", "cpp", "java", "node", "python"],
        since: new Date(Date.now() - (i + 1) * 5_400_000).toISOString(),
      })),
      slots: SLOTS,
      busy: point.busy,
      verdictsPerMinute: point.verdictsPerMinute,
      outbox: brokerAway ? { messages: 31, oldestMs: 42_000 } : { messages: 0, oldestMs: 0 },
      parked: countParked(),
      deadLetters: 0,
      imports: 0,
      rejudges: 1,
      jobs: { scheduled: 0, enqueued: 0, processing: 1, failed: 0, succeeded: 61 },
    },
  };
}

const NONE = { submission: null, rejudge: null, problem: null, language: null, lane: null, user: null };

const parked: ParkedItem[] = [
  {
    ...NONE,
    id: randomUUID(),
    kind: "submission",
    reason: "provide blob 5d41402abc4b2a76b9719d911017c592: no such file in the object store",
    attempts: 4,
    parkedAt: new Date(Date.now() - 240_000).toISOString(),
    submission: randomUUID(),
    problem: "beehive",
    language: "python",
    lane: "practice",
    user: "grace",
    queue: null,
    payload: null,
    payloadBytes: null,
  },
  {
    ...NONE,
    id: randomUUID(),
    kind: "rejudgement",
    reason: "test 7: the validator failed twice: it ended by SIGSEGV (11)",
    attempts: 2,
    parkedAt: new Date(Date.now() - 900_000).toISOString(),
    submission: randomUUID(),
    rejudge: randomUUID(),
    problem: "lostinfog",
    language: "cpp",
    lane: "bulk",
    user: "ada",
    queue: null,
    payload: null,
    payloadBytes: null,
  },
  {
    ...NONE,
    id: randomUUID(),
    kind: "message",
    reason: "no code understands it: it is of another version than 1, or names no submission",
    attempts: 1,
    parkedAt: new Date(Date.now() - 3_000_000).toISOString(),
    queue: "judge.practice.python",
    payload: '{"v":7,"submission":"0193f2a1-7b1c-7d27-9d2e-0f4f0c6f1b11","priority":{"lane":"gold","weight":12}}',
    payloadBytes: 96,
  },
];

function countParked(): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of parked) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

export const listParked = (): ParkedItem[] => parked;

/** Replayed or thrown away: either way it waits no longer. Answers whether it did. */
export function settleParked(id: string): boolean {
  const index = parked.findIndex((item) => item.id === id);
  if (index >= 0) parked.splice(index, 1);
  return index >= 0;
}
