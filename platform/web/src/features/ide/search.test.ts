import { expect, test } from "vitest";
import { excerpt, groupByFile } from "@/features/ide/search.ts";

const match = (path: string, text: string, column: number, length: number) => ({ path, line: 1, column, length, text });

test("matches stand under their files", () => {
  const groups = groupByFile([match("a", "x", 1, 1), match("b", "x", 1, 1), match("a", "y", 1, 1)]);
  expect(groups.map(({ path, matches }) => [path, matches.length])).toEqual([
    ["a", 2],
    ["b", 1],
  ]);
});

test("a match is to be seen, also at the end of a long line", () => {
  expect(excerpt(match("a", "    return greet(name)", 12, 5))).toEqual({
    before: "return ",
    hit: "greet",
    after: "(name)",
  });
  expect(excerpt({ ...match("a", "the needle", 905, 6), textColumn: 901 }).hit).toBe("needle");
  const { before, hit } = excerpt(match("a", `${"x".repeat(500)}needle`, 501, 6));
  expect([before.length, hit]).toEqual([25, "needle"]);
});
