import { Store } from "@/lib/store.ts";
import { type Connection, Refused, Unanswered } from "@/workspace/Connection.ts";
import {
  type Content,
  type Doc,
  type DocEvent,
  isAtRisk,
  isDirty,
  next,
  opened,
  remainsOf,
  revived,
  want,
} from "@/workspace/files/document.ts";
import type { Journal, JournalEntry } from "@/workspace/files/journal.ts";
import { keepBoth, merge } from "@/workspace/files/merge.ts";
import type { FileChange, FileRead } from "@/workspace/protocol.ts";

/** What a tab shows: a text, or why there is none. */
export type Shown =
  | { kind: "loading" }
  | { kind: "text" }
  | { kind: "binary"; size: number }
  | { kind: "too-large"; size: number }
  | { kind: "missing" }
  | { kind: "failed"; message: string };

export interface DocumentTab {
  path: string;
  shown: Shown;
  dirty: boolean;
  conflict: "changed" | "deleted" | null;
  /** Why the last write was refused. */
  error: string | null;
}

export interface Saving {
  /** Edits that the disk has not acknowledged. */
  edits: number;
  writing: boolean;
  conflicts: number;
  error: string | null;
  /** False when the browser keeps no journal: then only the open page holds what is not saved. */
  journal: boolean;
}

export type Resolution = "mine" | "theirs" | "both";

export interface Place {
  line: number;
  column: number;
}

interface Open {
  path: string;
  shown: Shown;
  doc: Doc | null;
  /** Whether it has a tab: one that was closed before it was saved stays until it is. */
  tabbed: boolean;
  error: string | null;
  busy: boolean;
  /** Whether the file changed while it was first read. */
  outdated: boolean;
  /** Since when it has edits that wait, and when they may be written, in epoch milliseconds. */
  since: number;
  dueAt: number;
  timer: ReturnType<typeof setTimeout> | undefined;
  keeping: Promise<void> | null;
  keepAgain: boolean;
}

const IDLE_MS = 300;
/** Who types without a pause is saved all the same. */
const LONGEST_MS = 2_000;
const RETRY_MS = 5_000;
const TEXT = new TextDecoder("utf-8", { ignoreBOM: true });
const UTF8 = new TextEncoder();

/**
 * The files that are open, outside of React. What is typed goes to the journal at once and to the disk when the typing rests;
 * what the disk has of others comes back merged. `document.ts` decides what happens, this does it.
 */
export class Documents {
  readonly tabs = new Store<readonly DocumentTab[]>([]);
  readonly active = new Store<string | null>(null);
  readonly saving = new Store<Saving>({ edits: 0, writing: false, conflicts: 0, error: null, journal: true });
  /** Where the runner put what a program wrote in the very moment of a write here; null when there is nothing to tell. */
  readonly rescued = new Store<string | null>(null);
  /** Where to go in the active document, as a search found it. */
  readonly place = new Store<(Place & { path: string }) | null>(null);

  private readonly connection: Pick<Connection, "request">;
  private readonly journal: Journal;
  private readonly opens = new Map<string, Open>();
  private readonly onText: (path: string, text: string) => void;
  private online = false;
  private journaled = true;

  /** @param onText hears of each text that was not typed: read, merged, chosen */
  constructor(connection: Pick<Connection, "request">, journal: Journal, onText: (path: string, text: string) => void) {
    this.connection = connection;
    this.journal = journal;
    this.onText = onText;
  }

  /** Takes up what former pages did not get saved. Before anything is opened. */
  async revive(): Promise<readonly string[]> {
    const entries = await this.journal.takeOver().catch(() => this.withoutJournal<JournalEntry[]>([]));
    for (const { path, ...remains } of entries) {
      if (this.opens.has(path)) continue;
      this.opens.set(path, { ...blank(path), doc: revived(remains), shown: { kind: "text" } });
    }
    this.publish();
    for (const path of this.opens.keys()) void this.pump(path);
    return [...this.opens.keys()];
  }

  onHello(): void {
    this.online = true;
    for (const open of this.opens.values()) {
      this.apply(open, { type: "unsure" });
      if (open.doc === null) void this.read(open);
      else void this.pump(open.path);
    }
  }

  onLost(): void {
    this.online = false;
    this.publish();
  }

  onChanges(changes: readonly FileChange[]): void {
    for (const { path, kind, version } of changes) {
      const open = this.opens.get(path);
      if (open === undefined) continue;
      if (open.doc === null && open.busy) open.outdated = true;
      if (kind !== "deleted" && version === undefined) this.apply(open, { type: "unsure" });
      else this.apply(open, { type: "noticed", version: kind === "deleted" ? null : (version ?? null) });
      if (open.doc === null) void this.read(open);
      else void this.pump(path);
    }
  }

  /** Too much has changed to tell. */
  onResync(): void {
    if (this.online) this.onHello();
  }

  /** The text of an open document; null while there is none. */
  text(path: string): string | null {
    return this.opens.get(path)?.doc?.text ?? null;
  }

  /** What the disk has in the place of the edits; null where there is no conflict, or the file was deleted. */
  theirs(path: string): string | null {
    return this.opens.get(path)?.doc?.conflict?.theirs?.text ?? null;
  }

  open(path: string, place?: Place): void {
    const before = this.opens.get(path);
    const open = before ?? blank(path);
    this.opens.set(path, open);
    open.tabbed = true;
    this.active.set(path);
    this.publish();
    if (place) this.place.set({ path, ...place });
    if (open.doc === null && open.shown.kind !== "loading") open.shown = { kind: "loading" };
    if (open.doc === null) void this.read(open);
  }

  typed(path: string, text: string): void {
    const open = this.opens.get(path);
    if (open?.doc == null || open.doc.text === text) return;
    const now = Date.now();
    if (!isAtRisk(open.doc)) open.since = now;
    this.apply(open, { type: "typed", text });
    open.error = null;
    open.dueAt = Math.min(now + IDLE_MS, open.since + LONGEST_MS);
    this.publish();
    void this.pump(path);
  }

  /** Writes now what waits for a pause. */
  flush(path: string | null = null): void {
    for (const open of this.opens.values()) {
      if (path !== null && open.path !== path) continue;
      open.dueAt = 0;
      void this.pump(open.path);
    }
  }

  resolve(path: string, how: Resolution): void {
    const open = this.opens.get(path);
    const doc = open?.doc;
    if (!open || !doc?.conflict) return;
    const theirs = doc.conflict.theirs?.text ?? "";
    const text =
      how === "mine"
        ? doc.text
        : how === "theirs"
          ? theirs
          : keepBoth(merge(doc.base?.text ?? "", doc.text, theirs).regions);
    this.apply(open, { type: "resolved", text });
    open.dueAt = 0;
    if (text !== doc.text) this.onText(path, text);
    this.publish();
    void this.pump(path);
  }

  /** Whether closing it would lose something: edits that only a person can decide about. */
  needsWord(path: string): boolean {
    const doc = this.opens.get(path)?.doc;
    return doc?.conflict != null && isDirty(doc);
  }

  /** Takes the tab away. What is not saved goes on being saved; a document in conflict is given up. */
  close(path: string): void {
    const open = this.opens.get(path);
    if (open === undefined) return;
    open.tabbed = false;
    open.dueAt = 0;
    if (this.active.get() === path) this.active.set(this.neighbour(path));
    if (open.doc?.conflict || open.doc === null || !isAtRisk(open.doc)) this.drop(open);
    else void this.pump(path);
    this.publish();
  }

  /** Its file, or one above it, was deleted here on purpose: its edits go with it. */
  removed(path: string): void {
    for (const open of [...this.opens.values()]) {
      if (!isWithin(open.path, path)) continue;
      if (this.active.get() === open.path) this.active.set(this.neighbour(open.path));
      this.drop(open);
    }
    this.publish();
  }

  /** Waits until what is open beneath a path is saved, so that it can be moved; false when that cannot be. */
  async settle(path: string): Promise<boolean> {
    const concerned = [...this.opens.values()].filter((open) => isWithin(open.path, path) && open.doc !== null);
    for (const open of concerned) {
      open.dueAt = 0;
      await this.pump(open.path);
    }
    return concerned.every(({ doc }) => doc === null || !isAtRisk(doc));
  }

  /** Follows a file, or all in a directory, to another name. */
  moved(from: string, to: string): void {
    const opens = [...this.opens.values()];
    this.opens.clear();
    for (const open of opens) {
      const path = isWithin(open.path, from) ? to + open.path.slice(from.length) : open.path;
      if (this.active.get() === open.path) this.active.set(path);
      open.path = path;
      this.opens.set(path, open);
    }
    this.publish();
  }

  dispose(): void {
    for (const open of this.opens.values()) clearTimeout(open.timer);
    this.online = false;
  }

  private neighbour(path: string): string | null {
    const paths = this.tabs.get().map((tab) => tab.path);
    const at = paths.indexOf(path);
    return paths[at + 1] ?? paths[at - 1] ?? null;
  }

  private drop(open: Open): void {
    clearTimeout(open.timer);
    open.doc = null;
    this.opens.delete(open.path);
    void this.journal.remove(open.path).catch(() => this.withoutJournal(undefined));
  }

  /** One step of the machine, and its text to whom shows it. */
  private apply(open: Open, event: DocEvent): void {
    if (open.doc === null) return;
    const before = open.doc;
    open.doc = next(before, event);
    if (event.type !== "typed" && open.doc.text !== before.text) this.onText(open.path, open.doc.text);
    if (isAtRisk(open.doc) || isAtRisk(before)) this.keep(open);
  }

  /** One write to the journal at a time for each document, and always the latest. */
  private keep(open: Open): void {
    if (open.keeping !== null) {
      open.keepAgain = true;
      return;
    }
    const { doc, path } = open;
    if (doc === null) return;
    const act = isAtRisk(doc) ? this.journal.put({ path, ...remainsOf(doc) }) : this.journal.remove(path);
    open.keeping = act
      .catch(() => this.withoutJournal(undefined))
      .then(() => {
        open.keeping = null;
        if (!open.keepAgain) return;
        open.keepAgain = false;
        this.keep(open);
      });
  }

  private withoutJournal<T>(value: T): T {
    this.journaled = false;
    this.publish();
    return value;
  }

  /** Does what the document wants next, until it wants nothing or has to wait. */
  private async pump(path: string): Promise<void> {
    const open = this.opens.get(path);
    if (!open?.doc || open.busy || !this.online) return;
    const wanted = want(open.doc);
    if (wanted === null) {
      if (!open.tabbed && !isAtRisk(open.doc)) this.drop(open);
      this.publish();
      return;
    }
    clearTimeout(open.timer);
    const wait = wanted === "write" ? open.dueAt - Date.now() : 0;
    if (wait > 0) {
      open.timer = setTimeout(() => void this.pump(open.path), wait);
      return;
    }
    open.busy = true;
    const goOn = await (wanted === "read" ? this.reread(open) : this.write(open));
    open.busy = false;
    this.publish();
    if (goOn) await this.pump(open.path);
  }

  private async write(open: Open): Promise<boolean> {
    this.apply(open, { type: "sent" });
    open.since = Date.now();
    this.publish();
    const flight = open.doc?.flight;
    if (!flight) return false;
    try {
      const request = { path: open.path, base: flight.base };
      const { json } = await this.connection.request("files.write", request, UTF8.encode(flight.text));
      open.error = null;
      this.apply(open, { type: "written", version: json.version });
      return true;
    } catch (failure) {
      return this.unwritten(open, failure);
    }
  }

  private unwritten(open: Open, failure: unknown): boolean {
    if (failure instanceof Refused && failure.code === "conflict") {
      const version = failure.details.version;
      const { rescued } = failure.details;
      if (typeof rescued === "string") this.rescued.set(rescued);
      const disk = typeof version === "string" ? { version, text: TEXT.decode(failure.raw) } : null;
      this.apply(open, { type: "refused", disk });
      return true;
    }
    if (failure instanceof Refused) {
      open.error = failure.message;
      open.dueAt = Date.now() + RETRY_MS;
      this.apply(open, { type: "unsent" });
      return true;
    }
    this.apply(open, { type: "unanswered" });
    // Without a link, the next hello goes on with it.
    return this.online;
  }

  private async reread(open: Open): Promise<boolean> {
    try {
      this.apply(open, { type: "disk", disk: (await this.fetch(open.path)).content });
      open.error = null;
      return true;
    } catch (failure) {
      if (failure instanceof Refused && failure.code === "not-found") {
        this.apply(open, { type: "disk", disk: null });
        return true;
      }
      open.error = (failure as Error).message;
      return false;
    }
  }

  /** The first reading: what comes may be no text. */
  private async read(open: Open): Promise<void> {
    if (!this.online || open.busy) return;
    open.busy = true;
    try {
      const { content, info } = await this.fetch(open.path);
      if (info.binary) open.shown = { kind: "binary", size: info.size };
      else {
        open.doc = opened(content);
        open.shown = { kind: "text" };
        this.onText(open.path, content.text);
      }
    } catch (failure) {
      open.shown = shownOf(failure);
    }
    open.busy = false;
    this.publish();
    if (!open.outdated) return;
    open.outdated = false;
    this.apply(open, { type: "unsure" });
    await this.pump(open.path);
  }

  private async fetch(path: string): Promise<{ content: Content; info: FileRead }> {
    const { json, raw } = await this.connection.request("files.read", { path });
    return { content: { version: json.version, text: TEXT.decode(raw) }, info: json };
  }

  private publish(): void {
    const opens = [...this.opens.values()];
    this.tabs.set(opens.filter(({ tabbed }) => tabbed).map(tabOf));
    const docs = opens.flatMap(({ doc }) => (doc === null ? [] : [doc]));
    this.saving.set({
      edits: docs.filter(isAtRisk).reduce((sum, { edits }) => sum + Math.max(1, edits), 0),
      writing: docs.some(({ flight }) => flight !== null),
      conflicts: docs.filter((doc) => doc.conflict !== null && isDirty(doc)).length,
      error: opens.find(({ error }) => error !== null)?.error ?? null,
      journal: this.journaled,
    });
  }
}

function blank(path: string): Open {
  return {
    path,
    shown: { kind: "loading" },
    doc: null,
    tabbed: true,
    error: null,
    busy: false,
    outdated: false,
    since: 0,
    dueAt: 0,
    timer: undefined,
    keeping: null,
    keepAgain: false,
  };
}

function tabOf({ path, shown, doc, error }: Open): DocumentTab {
  const conflict = doc?.conflict == null ? null : doc.conflict.theirs === null ? "deleted" : "changed";
  return { path, shown, dirty: doc !== null && isDirty(doc), conflict, error };
}

function shownOf(failure: unknown): Shown {
  if (failure instanceof Unanswered) return { kind: "loading" };
  if (failure instanceof Refused && failure.code === "too-large") {
    const { size } = failure.details;
    return { kind: "too-large", size: typeof size === "number" ? size : 0 };
  }
  if (failure instanceof Refused && failure.code === "not-found") return { kind: "missing" };
  return { kind: "failed", message: (failure as Error).message };
}

/** Whether a path is another one or lies beneath it. */
export function isWithin(path: string, above: string): boolean {
  return path === above || path.startsWith(`${above}/`);
}
