import { expect, test } from "vitest";
import { sameTokens } from "@/lib/tokens.ts";

test.each([
  ["3\n", "3", true],
  ["1  2\n\n3\n", "1 2 3", true],
  ["Yes", "YES", true],
  ["", "", true],
  [" \r\n", "", true],
  ["1 2", "1 2 3", false],
  ["1 2 3", "1 2", false],
  ["", "0", false],
  ["0.50", "0.5", false],
  ["12", "1 2", false],
])("output %j against answer %j is a match: %s", (output, answer, match) => {
  expect(sameTokens(output, answer)).toBe(match);
});

test("only ASCII white space separates, and only ASCII letters fold", () => {
  expect(sameTokens("1\u00a02", "1 2")).toBe(false);
  expect(sameTokens("É", "é")).toBe(false);
});
