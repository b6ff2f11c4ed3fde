/*
 * A file that is being edited, as a pure machine. It holds three texts apart: `base`, what the disk had when the edits
 * began; `text`, what stands in the editor; and what the disk has now. Whatever order edits, writes, lost answers and changes
 * from outside come in, no line of either side is dropped unless its writer deleted it or a person said so.
 *
 *   typed ─▶ differs from base ─ sent ─▶ in flight ─ written ─▶ base is what was sent
 *                                            ├─ refused ─▶ as `disk`
 *                                            └─ unanswered ─▶ in doubt: the disk has to be read before anything is written
 *   disk  ─▶ nothing was edited: the text becomes the disk's · edits merge: both · else a conflict, until `resolved`
 */
import { merge } from "@/workspace/files/merge.ts";

export interface Content {
  version: string;
  text: string;
}

export interface Flight {
  text: string;
  /** The version that is overwritten; null where there must be no file. */
  base: string | null;
  edits: number;
}

export interface Doc {
  /** Null where the disk has no such file, and one is to be made. */
  readonly base: Content | null;
  readonly text: string;
  /** The write that is under way. */
  readonly flight: Flight | null;
  /** The text of a write of which is not known whether it was done. */
  readonly doubt: string | null;
  /** The version that the disk was last said to have; undefined when nothing was said since it was read. */
  readonly seen: string | null | undefined;
  /** What the disk has and cannot be merged; null in it means the file was deleted. */
  readonly conflict: { theirs: Content | null } | null;
  /** How many edits are not acknowledged. */
  readonly edits: number;
}

export type DocEvent =
  | { type: "typed"; text: string }
  | { type: "sent" }
  | { type: "written"; version: string }
  /** The disk has another version than the write was made from. */
  | { type: "refused"; disk: Content | null }
  /** Nothing was written, for a reason that may pass. */
  | { type: "unsent" }
  | { type: "unanswered" }
  | { type: "noticed"; version: string | null }
  /** It is not known what the disk has: a link was lost meanwhile. */
  | { type: "unsure" }
  | { type: "disk"; disk: Content | null }
  /** A person has seen what the disk has, and wants this text. */
  | { type: "resolved"; text: string };

/** A version that no file has. */
const UNKNOWN = "?";

export function opened(disk: Content): Doc {
  return { base: disk, text: disk.text, flight: null, doubt: null, seen: undefined, conflict: null, edits: 0 };
}

/** What is left of a document in the journal when its page has gone. */
export interface Remains {
  base: Content | null;
  text: string;
  doubt: string | null;
}

export function remainsOf({ base, text, flight, doubt }: Doc): Remains {
  return { base, text, doubt: flight?.text ?? doubt };
}

export function revived(remains: Remains): Doc {
  return { ...remains, flight: null, seen: UNKNOWN, conflict: null, edits: 1 };
}

/** Whether the disk lacks something of it. */
export function isDirty({ base, text }: Doc): boolean {
  return base === null || base.text !== text;
}

/** Whether the journal has to keep it. */
export function isAtRisk(doc: Doc): boolean {
  return doc.flight !== null || isDirty(doc);
}

/** What has to be done next: reading goes before writing, a person's word before both. */
export function want(doc: Doc): "read" | "write" | null {
  if (doc.flight !== null) return null;
  if (doc.seen !== undefined && doc.seen !== known(doc)) return "read";
  if (doc.conflict !== null) return null;
  return isDirty(doc) ? "write" : null;
}

function known({ base, conflict }: Doc): string | null {
  const content = conflict === null ? base : conflict.theirs;
  return content?.version ?? null;
}

export function next(doc: Doc, event: DocEvent): Doc {
  switch (event.type) {
    case "typed":
      return event.text === doc.text ? doc : { ...doc, text: event.text, edits: doc.edits + 1 };
    case "sent":
      return { ...doc, flight: { text: doc.text, base: doc.base?.version ?? null, edits: doc.edits } };
    case "written":
      return doc.flight === null ? doc : written(doc, doc.flight, event.version);
    case "refused":
      return onDisk({ ...doc, flight: null }, event.disk);
    case "unsent":
      return { ...doc, flight: null };
    case "unanswered":
      return { ...doc, flight: null, doubt: doc.flight?.text ?? doc.doubt, seen: UNKNOWN };
    case "noticed":
      return { ...doc, seen: event.version };
    case "unsure":
      return { ...doc, seen: UNKNOWN };
    case "disk":
      return onDisk(doc, event.disk);
    case "resolved":
      if (doc.conflict === null) return doc;
      return { ...doc, base: doc.conflict.theirs, text: event.text, conflict: null, edits: doc.edits + 1 };
  }
}

function written(doc: Doc, flight: Flight, version: string): Doc {
  return {
    ...doc,
    base: { version, text: flight.text },
    flight: null,
    doubt: null,
    seen: doc.seen === version ? undefined : doc.seen,
    edits: doc.edits - flight.edits,
  };
}

/** The disk is known to have this. */
function onDisk(before: Doc, disk: Content | null): Doc {
  const doc: Doc = { ...before, seen: undefined, conflict: null };
  if (disk === null) return doc.base === null ? doc : { ...doc, conflict: { theirs: null } };
  if (disk.version === doc.base?.version) return doc;
  if (disk.text === doc.text) return { ...doc, base: disk, doubt: null, edits: 0 };
  // A write without an answer was done after all.
  if (disk.text === doc.doubt) return { ...doc, base: disk, doubt: null };
  if (doc.base === null) return { ...doc, conflict: { theirs: disk } };
  if (!isDirty(doc)) return { ...doc, base: disk, text: disk.text };
  const merged = merge(doc.base.text, doc.text, disk.text).text;
  return merged === null ? { ...doc, conflict: { theirs: disk } } : { ...doc, base: disk, text: merged };
}
