import { expect, test } from "vitest";
import { linkWords, savingWords, untilWords } from "@/features/ide/status.ts";
import type { Saving } from "@/workspace/files/Documents.ts";

const REST: Saving = { edits: 0, writing: false, conflicts: 0, error: null, journal: true };

test.each([
  ["nothing waits", REST, true, true, "Stored", "fine"],
  ["the server has not stored it yet", REST, false, true, "Saved", "fine"],
  ["typing", { ...REST, edits: 3 }, true, true, "3 edits not saved", "busy"],
  ["writing", { ...REST, edits: 1, writing: true }, true, true, "Saving", "busy"],
  ["no connection", { ...REST, edits: 1, writing: true }, true, false, "1 edit not saved", "trouble"],
  ["no journal", { ...REST, edits: 2, journal: false }, true, true, "2 edits not saved", "trouble"],
  ["a full disk", { ...REST, edits: 2, error: "no room" }, true, true, "2 edits not saved", "bad"],
  ["a conflict", { ...REST, edits: 2, conflicts: 1 }, true, true, "1 conflict", "trouble"],
] as const)("%s", (_, saving, isStored, online, words, mood) => {
  expect(savingWords(saving, isStored, online)).toMatchObject({ words, mood });
});

test("a link says how it is", () => {
  expect(linkWords({ state: "open", since: 0, tries: 0 }, 3.4).words).toBe("3 ms");
  expect(linkWords({ state: "open", since: 0, tries: 0 }, 0.2).words).toBe("1 ms");
  expect(linkWords({ state: "lost", tries: 1, retryAt: 0, why: "gone" }, null)).toMatchObject({ mood: "trouble" });
});

test.each([
  [118, "1:58"],
  [-5, "0:00"],
  [7_500, "2 h 5 min"],
])("%d s are %s", (seconds, words) => {
  expect(untilWords(new Date(seconds * 1000).toISOString(), 0)).toBe(words);
});
