import { expect, test } from "vitest";
import { keepBoth, merge } from "@/workspace/files/merge.ts";
import { randomFrom } from "../../../test/seeded.ts";

const text = (lines: string) => [...lines].map((line) => `${line}\n`).join("");

test.each([
  ["nobody changed anything", "abc", "abc", "abc", "abc"],
  ["only I did", "abc", "axc", "abc", "axc"],
  ["only they did", "abc", "abc", "ab", "ab"],
  ["both did, apart", "abcde", "Xbcde", "abcdY", "XbcdY"],
  ["both did the same", "abc", "axc", "axc", "axc"],
  ["both appended the same", "a", "ab", "ab", "ab"],
  ["one deletes what the other left alone", "abcdef", "abf", "Xabcdef", "Xabf"],
  ["a new file was made twice, equal", "", "ab", "ab", "ab"],
])("%s: merged", (_, base, mine, theirs, merged) => {
  expect(merge(text(base), text(mine), text(theirs)).text).toBe(text(merged));
});

test.each([
  ["the same line in two ways", "abc", "axc", "ayc"],
  ["neighbouring lines", "abcd", "aXcd", "abYd"],
  ["two ends", "a", "ab", "ac"],
  ["a line that the other deletes", "abc", "axc", "ac"],
  ["a new file in two ways", "", "a", "b"],
])("%s: left to people", (_, base, mine, theirs) => {
  expect(merge(text(base), text(mine), text(theirs)).text).toBeNull();
});

test("both is theirs and mine, and no line runs into another", () => {
  const { regions } = merge("a\nb", "a\nmine", "a\ntheirs");
  expect(keepBoth(regions)).toBe("a\ntheirs\nmine");
});

/** Each side inserts lines that are found nowhere else, and deletes some: what is merged can be counted. */
test("a merge that succeeds has every line that one side wrote, and none that one side deleted", () => {
  const random = randomFrom(3);
  let merged = 0;
  for (let round = 0; round < 1_500; round++) {
    const base = Array.from({ length: random(20) }, (_, i) => `base ${i}\n`);
    const change = (side: string) => {
      const lines = [...base];
      for (let n = random(4); n > 0; n--) {
        const at = random(lines.length + 1);
        if (random(3) === 0) lines.splice(at, 1);
        else lines.splice(at, 0, `${side} ${n} ${round}\n`);
      }
      return lines;
    };
    const [mine, theirs] = [change("mine"), change("theirs")];
    const result = merge(base.join(""), mine.join(""), theirs.join(""));
    if (result.text === null) {
      const both = keepBoth(result.regions);
      for (const line of [...mine, ...theirs]) if (!base.includes(line)) expect(both).toContain(line);
      continue;
    }
    merged += 1;
    const wanted = new Set([
      ...[...mine, ...theirs].filter((line) => !base.includes(line)),
      ...base.filter((line) => mine.includes(line) && theirs.includes(line)),
    ]);
    const got = result.text.split(/(?<=\n)/).filter((line) => line !== "");
    expect(new Set(got)).toEqual(wanted);
    expect(got).toHaveLength(wanted.size);
  }
  expect(merged).toBeGreaterThan(500);
});
