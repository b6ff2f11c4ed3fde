import { expect, test } from "vitest";
import { type Link, type LinkEvent, next, retryMs, START } from "@/workspace/link.ts";

const opened = (at: number): LinkEvent => ({ type: "opened", at });
const closed = (at: number, waitMs?: number): LinkEvent => ({ type: "closed", at, why: "gone", jitter: 0, waitMs });
const DUE: LinkEvent = { type: "due" };
const GONE: LinkEvent = { type: "ended", why: "gone" };
const RESTARTED: LinkEvent = { type: "restarted" };

const connecting = (tries = 0): Link => ({ state: "connecting", tries });
const open = (since = 0, tries = 0): Link => ({ state: "open", since, tries });
const lost = (tries: number, retryAt: number): Link => ({ state: "lost", tries, retryAt, why: "gone" });
const ENDED: Link = { state: "ended", why: "gone" };

const TABLE: [string, Link, LinkEvent, Link][] = [
  ["opens", connecting(3), opened(7), open(7, 3)],
  ["fails to open, and tries again at once", connecting(), closed(100), lost(1, 100)],
  ["fails again, and waits", connecting(1), closed(100), lost(2, 100 + 250)],
  ["does as the server asks", connecting(5), closed(100, 3_000), lost(6, 3_100)],
  ["counts anew after a link that lasted", open(0, 6), closed(20_000), lost(1, 20_000)],
  ["goes on counting after one that did not", open(0, 3), closed(50), lost(4, 50 + 1_000)],
  ["tries again when it is time", lost(2, 100), DUE, connecting(2)],
  ["hears of a socket it gave up", lost(2, 100), closed(50), lost(2, 100)],
  ["hears an open one open", open(1), opened(5), open(1)],
  ["is not due while it is open", open(1), DUE, open(1)],
  ["ends from connecting", connecting(), GONE, ENDED],
  ["ends from open", open(), GONE, ENDED],
  ["ends from lost", lost(1, 1), GONE, ENDED],
  ["stays ended", ENDED, closed(1), ENDED],
  ["stays ended when due", ENDED, DUE, ENDED],
  ["stays ended when a late socket opens", ENDED, opened(1), ENDED],
  ["starts anew when it is told to", ENDED, RESTARTED, START],
  ["does not start anew while it lives", open(1), RESTARTED, open(1)],
];

test.each(TABLE)("a link %s", (_, before, event, after) => expect(next(before, event)).toEqual(after));

test("waits double, stay below 15 s and are never the same for all", () => {
  expect([0, 1, 2, 3, 4, 5, 6, 20].map((tries) => retryMs(tries, 1))).toEqual([
    100, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 15_000,
  ]);
  expect(retryMs(6, 0)).toBe(7_500);
});
