import { expect, test } from "vitest";
import { safeReturnPath } from "@/lib/returnPath.ts";

test.each([
  ["/problems/sum?x=1", "/problems/sum?x=1"],
  [null, "/"],
  ["", "/"],
  ["//evil.example", "/"],
  ["/\\evil.example", "/"],
  ["https://evil.example", "/"],
  ["javascript:alert(1)", "/"],
  ["/sign-in?next=/x", "/"],
])("returning to %j leads to %j", (path, expected) => {
  expect(safeReturnPath(path)).toBe(expected);
});
