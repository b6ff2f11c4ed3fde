import { describe, expect, it } from "vitest";
import { ageOf, formatWait, nearest, pathOf, place, runsOf, topOf } from "@/features/operations/model.ts";

const at = (...times: number[]) => times.map((time) => ({ at: time, value: time }));

describe("runsOf", () => {
  it("breaks where points are missing, for a line across would tell that all was well", () => {
    expect(runsOf(at(0, 10, 20, 60, 70), 10).map((run) => run.map((one) => one.at))).toEqual([
      [0, 10, 20],
      [60, 70],
    ]);
  });
  it("forgives one point that came late", () => {
    expect(runsOf(at(0, 10, 34), 10)).toHaveLength(1);
  });
  it("has nothing to draw of nothing", () => {
    expect(runsOf([], 10)).toEqual([]);
  });
});

describe("topOf", () => {
  it.each([
    [0, 1],
    [0.3, 1],
    [1.5, 2],
    [2.1, 2.5],
    [7, 10],
    [10, 10],
    [11, 20],
    [180, 200],
    [2_400, 2_500],
    [50_001, 100_000],
  ])("%d fits below %d", (largest, top) => expect(topOf(largest)).toBe(top));
});

describe("paths", () => {
  const frame = { from: 0, to: 100, top: 10, width: 200, height: 50 };
  it("puts the end to the right and what is above the top at the top", () => {
    expect(place(frame, { at: 100, value: 5 })).toEqual([200, 25]);
    expect(place(frame, { at: 0, value: 99 })).toEqual([0, 0]);
  });
  it("closes an area down to the ground", () => {
    const run = [
      { at: 0, value: 10 },
      { at: 50, value: 0 },
    ];
    expect(pathOf(frame, run, false)).toBe("M0,0L100,50");
    expect(pathOf(frame, run, true)).toBe("M0,0L100,50L100,50L0,50Z");
  });
  it("shows a single point as a dot", () => {
    expect(pathOf(frame, [{ at: 50, value: 5 }], false)).toBe("M100,25h1");
  });
  it("leaves out what is older than the frame", () => {
    expect(pathOf(frame, [{ at: -1, value: 5 }], false)).toBe("");
  });
});

it("finds the sample nearest to where one points", () => {
  expect(nearest(at(0, 10, 20), 14)?.at).toBe(10);
  expect(nearest([], 14)).toBeUndefined();
});

it("counts what has passed since the figures came to their age", () => {
  expect(ageOf({ ageMs: 4_000, reading: null }, 1_000, 31_000)).toBe(34_000);
  expect(ageOf({ ageMs: null, reading: null }, 1_000, 31_000)).toBeNull();
});

it.each([
  [0, "0 ms"],
  [850, "850 ms"],
  [1_500, "1.5 s"],
  [42_400, "42 s"],
  [240_000, "4 min"],
  [11_520_000, "3.2 h"],
])("%d is said as %s", (ms, text) => expect(formatWait(ms)).toBe(text));
