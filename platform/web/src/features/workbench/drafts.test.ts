// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { claimDraft, loadDraft, NOBODY, removeDraft, replaceDraft, saveDraft } from "@/features/workbench/drafts.ts";

const PLACE = { owner: "u1", problem: "sumoftwo", language: "python" };

beforeEach(() => localStorage.clear());

test("a draft comes back as it was written", () => {
  saveDraft(PLACE, "print(1)", "old", 7);
  expect(loadDraft(PLACE)).toEqual({ text: "print(1)", previous: "old", at: 7 });
});

test("each person, problem and language has a draft of its own", () => {
  saveDraft(PLACE, "print(1)", null, 1);
  expect(loadDraft({ ...PLACE, owner: "u2" })).toBeNull();
  expect(loadDraft({ ...PLACE, problem: "other" })).toBeNull();
  expect(loadDraft({ ...PLACE, language: "java" })).toBeNull();
});

test("names with slashes do not run into each other", () => {
  saveDraft({ owner: "a/b", problem: "c", language: "d" }, "one", null, 1);
  expect(loadDraft({ owner: "a", problem: "b/c", language: "d" })).toBeNull();
});

test("what was written before signing in becomes the owner's, unless there is a draft already", () => {
  const nobodys = { ...PLACE, owner: NOBODY };
  saveDraft(nobodys, "before", null, 1);
  expect(claimDraft(PLACE)?.text).toBe("before");
  expect(loadDraft(PLACE)?.text).toBe("before");
  expect(loadDraft(nobodys)).toBeNull();
  saveDraft(nobodys, "other", null, 2);
  expect(claimDraft(PLACE)?.text).toBe("before");
});

test("a removed draft is gone", () => {
  saveDraft(PLACE, "print(1)", null, 1);
  removeDraft(PLACE);
  expect(loadDraft(PLACE)).toBeNull();
});

test("what is no draft reads as none", () => {
  localStorage.setItem("codearena.draft.u1/sumoftwo/python", "{not json");
  expect(loadDraft(PLACE)).toBeNull();
  localStorage.setItem("codearena.draft.u1/sumoftwo/python", '{"text":5}');
  expect(loadDraft(PLACE)).toBeNull();
});

test("replacing puts the former text aside", () => {
  saveDraft(PLACE, "mine", null, 1);
  replaceDraft(PLACE, "from an old submission", 2);
  expect(loadDraft(PLACE)).toEqual({ text: "from an old submission", previous: "mine", at: 2 });
});

test("replacing a text by itself changes nothing", () => {
  saveDraft(PLACE, "mine", "before", 1);
  replaceDraft(PLACE, "mine", 2);
  expect(loadDraft(PLACE)?.previous).toBe("before");
});

test("only the newest drafts are kept", () => {
  for (let i = 0; i < 160; i++) saveDraft({ ...PLACE, problem: `p${i}` }, "x", null, i);
  expect(loadDraft({ ...PLACE, problem: "p9" })).toBeNull();
  expect(loadDraft({ ...PLACE, problem: "p10" })).not.toBeNull();
  expect(loadDraft({ ...PLACE, problem: "p159" })).not.toBeNull();
});

describe("a full storage", () => {
  /** Storage with room for so many entries. */
  function withRoomFor(entries: number): void {
    const held: Record<string, string> = {};
    const methods = {
      getItem: (key: string) => held[key] ?? null,
      removeItem: (key: string) => delete held[key],
      setItem: (key: string, value: string) => {
        if (!(key in held) && Object.keys(held).length >= entries) throw new DOMException("full", "QuotaExceededError");
        held[key] = value;
      },
    };
    // Like the browser's, it lists only its entries as its own keys.
    vi.stubGlobal("localStorage", Object.setPrototypeOf(held, { ...methods, clear: () => undefined }));
  }

  afterEach(() => vi.unstubAllGlobals());

  test("gives up its oldest drafts for a new one", () => {
    withRoomFor(60);
    for (let i = 0; i < 60; i++) saveDraft({ ...PLACE, problem: `p${i}` }, "x", null, i);
    expect(saveDraft(PLACE, "new", null, 99)).toBe(true);
    expect(loadDraft({ ...PLACE, problem: "p0" })).toBeNull();
    expect(loadDraft({ ...PLACE, problem: "p59" })).not.toBeNull();
  });

  test("says so when there is no room at all", () => {
    withRoomFor(0);
    expect(saveDraft(PLACE, "new", null, 1)).toBe(false);
  });
});
