/*
 * What somebody is writing, kept in the browser per person, problem and language. Replacing a draft (starter code, an
 * old submission) keeps the former text, so that no click can lose work.
 */
import { readStored, removeStored, storedKeys, writeStored } from "@/lib/storage.ts";

export interface Draft {
  text: string;
  /** What stood here before the text was replaced as a whole. */
  previous: string | null;
  /** When it was last written, in epoch milliseconds: the oldest make room. */
  at: number;
}

export interface DraftPlace {
  owner: string;
  problem: string;
  language: string;
}

const PREFIX = "codearena.draft.";
const MOST = 150;

function keyOf({ owner, problem, language }: DraftPlace): string {
  return `${PREFIX}${[owner, problem, language].map(encodeURIComponent).join("/")}`;
}

function parse(stored: unknown): Draft | null {
  if (typeof stored !== "object" || stored === null || !("text" in stored) || typeof stored.text !== "string") {
    return null;
  }
  const previous = "previous" in stored && typeof stored.previous === "string" ? stored.previous : null;
  const at = "at" in stored && typeof stored.at === "number" ? stored.at : 0;
  return { text: stored.text, previous, at };
}

/** The owner of what is written before anyone signs in. */
export const NOBODY = "anonymous";

export function loadDraft(place: DraftPlace): Draft | null {
  return parse(readStored(keyOf(place)));
}

/** The draft of this place, or else the one written here before signing in, which then becomes the owner's. */
export function claimDraft(place: DraftPlace): Draft | null {
  const own = loadDraft(place);
  if (own !== null || place.owner === NOBODY) return own;
  const nobodys = { ...place, owner: NOBODY };
  const found = loadDraft(nobodys);
  if (found !== null && saveDraft(place, found.text, found.previous, found.at)) removeDraft(nobodys);
  return found;
}

/** Keeps the draft; false when the browser has no room even after the oldest drafts are gone. */
export function saveDraft(place: DraftPlace, text: string, previous: string | null, now: number): boolean {
  const key = keyOf(place);
  const draft: Draft = { text, previous, at: now };
  if (writeStored(key, draft)) {
    prune(MOST, key);
    return true;
  }
  prune(MOST / 3, key);
  return writeStored(key, draft);
}

export function removeDraft(place: DraftPlace): void {
  removeStored(keyOf(place));
}

function prune(most: number, keep: string): void {
  const keys = storedKeys(PREFIX);
  if (keys.length <= most) return;
  const oldestFirst = keys
    .filter((key) => key !== keep)
    .map((key) => ({ key, at: parse(readStored(key))?.at ?? 0 }))
    .sort((a, b) => a.at - b.at);
  for (const { key } of oldestFirst.slice(0, keys.length - most)) removeStored(key);
}

/** Puts another text in a draft's place from outside the workbench, such as an old submission. */
export function replaceDraft(place: DraftPlace, text: string, now: number): void {
  const before = loadDraft(place);
  if (before?.text === text) return;
  saveDraft(place, text, before?.text ?? null, now);
}
