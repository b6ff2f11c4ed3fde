import { expect, test } from "vitest";
import { progressOf, scopeWords, summaryOf } from "@/features/submissions/rejudge/model.ts";
import { aRejudge } from "../../../../test/samples.ts";

test("the summary says how many change, and from what to what", () => {
  const rejudge = aRejudge({
    total: 412,
    judged: 412,
    differing: 3,
    changes: [
      { from: "accepted", to: "wrong-answer", count: 2 },
      { from: "wrong-answer", to: "accepted", count: 1 },
    ],
  });
  expect(summaryOf(rejudge, rejudge.changes)).toBe(
    "3 of 412 submissions change: 2 Accepted → Wrong answer, 1 Wrong answer → Accepted.",
  );
});

test("while it goes on the summary speaks of what is judged so far", () => {
  const rejudge = aRejudge({ state: "running", total: 412, judged: 7, differing: 0, changes: [] });
  expect(summaryOf(rejudge, rejudge.changes)).toBe("None of 7 judged so far change.");
  expect(progressOf(rejudge)).toBeCloseTo(7 / 412);
});

test("a score that differs alone is called so", () => {
  const rejudge = aRejudge({ judged: 1, changes: [{ from: "accepted", to: "accepted", count: 1 }] });
  expect(summaryOf(rejudge, rejudge.changes)).toBe("1 of 1 submission changes: 1 Accepted with another score.");
});

test("what is judged again is said in words", () => {
  expect(scopeWords({ submission: "s1" })).toBe("one submission");
  expect(scopeWords({ problem: "sumoftwo" })).toBe("submissions to sumoftwo");
  expect(scopeWords({ language: "java" })).toBe("submissions in java");
  expect(scopeWords(aRejudge({ language: "java" }))).toBe("submissions to sumoftwo in java");
});
