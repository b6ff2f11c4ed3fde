import { createHash } from "node:crypto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refused, Unanswered } from "@/workspace/Connection.ts";
import { Documents } from "@/workspace/files/Documents.ts";
import type { Journal, JournalEntry } from "@/workspace/files/journal.ts";

const version = (text: string) => createHash("sha256").update(text).digest("hex");
const bytes = (text: string) => new TextEncoder().encode(text);

/** A disk with a connection that the test can break: before a write is done, or before its answer arrives. */
class Disk {
  readonly files = new Map<string, string>([["main.py", "a\nb\nc\n"]]);
  readonly writes: string[] = [];
  broken: "no" | "before" | "after" = "no";
  refusal: Refused | null = null;

  readonly request = async (op: string, input: object, raw?: Uint8Array): Promise<never> => {
    if (this.broken === "before") throw new Unanswered();
    const answer = this.perform(op, input as { path: string; base: string | null }, raw);
    if (this.broken === "after") throw new Unanswered();
    return answer as never;
  };

  private perform(op: string, { path, base }: { path: string; base: string | null }, raw?: Uint8Array) {
    if (this.refusal !== null && op === "files.write") throw this.refusal;
    const there = this.files.get(path);
    if (op === "files.read") {
      if (there === undefined) throw new Refused("not-found", "no such file", {}, bytes(""));
      return { json: { version: version(there), size: there.length, binary: there.includes("\0") }, raw: bytes(there) };
    }
    const is = there === undefined ? null : version(there);
    if (is !== base) throw new Refused("conflict", "has changed", { version: is }, bytes(there ?? ""));
    const text = new TextDecoder().decode(raw);
    this.files.set(path, text);
    this.writes.push(text);
    return { json: { version: version(text), size: text.length }, raw: bytes("") };
  }
}

class MemoryJournal implements Journal {
  readonly entries = new Map<string, JournalEntry>();
  takeOver = async () => [...this.entries.values()];
  put = async (entry: JournalEntry) => void this.entries.set(entry.path, entry);
  remove = async (path: string) => void this.entries.delete(path);
}

let disk: Disk;
let journal: MemoryJournal;
let shown: Map<string, string>;
let documents: Documents;

const settle = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
const saving = () => documents.saving.get();

function newPage(): Documents {
  shown = new Map();
  return new Documents({ request: disk.request }, journal, (path, text) => void shown.set(path, text));
}

async function change(path: string, text: string | null) {
  if (text === null) disk.files.delete(path);
  else disk.files.set(path, text);
  documents.onChanges([
    text === null
      ? { path, kind: "deleted", entry: "file" }
      : { path, kind: "changed", entry: "file", version: version(text) },
  ]);
  await settle();
}

beforeEach(async () => {
  vi.useFakeTimers();
  disk = new Disk();
  journal = new MemoryJournal();
  documents = newPage();
  documents.onHello();
  documents.open("main.py");
  await settle();
});

afterEach(() => {
  documents.dispose();
  vi.useRealTimers();
});

test("a file is shown, and written 300 ms after the last key", async () => {
  expect(shown.get("main.py")).toBe("a\nb\nc\n");
  documents.typed("main.py", "1");
  await settle(200);
  documents.typed("main.py", "12");
  await settle(299);
  expect([disk.writes, saving().edits]).toEqual([[], 2]);
  await settle(1);
  expect([disk.writes, saving().edits]).toEqual([["12"], 0]);
});

test("who never pauses is saved every two seconds", async () => {
  for (let n = 0; n < 30; n++) {
    documents.typed("main.py", `${n}`);
    await settle(100);
  }
  expect(disk.writes.length).toBeGreaterThanOrEqual(1);
});

test("the journal has an edit at once and forgets it when the disk has it", async () => {
  documents.typed("main.py", "x");
  await settle();
  expect(journal.entries.get("main.py")).toMatchObject({ text: "x", base: { text: "a\nb\nc\n" } });
  await settle(300);
  expect(journal.entries.size).toBe(0);
});

test("what is typed without a connection is saved when there is one again", async () => {
  disk.broken = "before";
  documents.onLost();
  documents.typed("main.py", "offline");
  await settle(60_000);
  expect(saving()).toMatchObject({ edits: 1, writing: false });
  disk.broken = "no";
  documents.onHello();
  await settle(300);
  expect(disk.files.get("main.py")).toBe("offline");
  expect(saving().edits).toBe(0);
});

test("an answer that was lost makes no conflict with what was typed since", async () => {
  disk.broken = "after";
  documents.typed("main.py", "x\n");
  await settle(300);
  documents.onLost();
  documents.typed("main.py", "x\ny\n");
  disk.broken = "no";
  documents.onHello();
  await settle(300);
  expect(disk.files.get("main.py")).toBe("x\ny\n");
  expect(documents.tabs.get()[0]?.conflict).toBeNull();
});

test("edits of a page that is gone are merged into what the disk has by now", async () => {
  documents.onLost();
  documents.typed("main.py", "mine\na\nb\nc\n");
  await settle();
  documents.dispose();
  disk.files.set("main.py", "a\nb\nc\ntheirs\n");
  documents = newPage();
  expect(await documents.revive()).toEqual(["main.py"]);
  documents.onHello();
  await settle(300);
  expect(disk.files.get("main.py")).toBe("mine\na\nb\nc\ntheirs\n");
  expect(journal.entries.size).toBe(0);
});

test("a change from outside shows in the editor", async () => {
  await change("main.py", "formatted\n");
  expect(shown.get("main.py")).toBe("formatted\n");
});

test.each([
  ["mine", "mine\nb\nc\n"],
  ["theirs", "theirs\nb\nc\n"],
  ["both", "theirs\nmine\nb\nc\n"],
] as const)("a conflict waits for a word, and %s it is", async (how, wanted) => {
  documents.typed("main.py", "mine\nb\nc\n");
  await change("main.py", "theirs\nb\nc\n");
  await settle(5_000);
  expect(disk.files.get("main.py")).toBe("theirs\nb\nc\n");
  expect([documents.tabs.get()[0]?.conflict, documents.needsWord("main.py")]).toEqual(["changed", true]);
  expect(journal.entries.size).toBe(1);
  documents.resolve("main.py", how);
  await settle();
  expect([disk.files.get("main.py"), saving().conflicts]).toEqual([wanted, 0]);
});

test("a deleted file is made again only on its editor's word", async () => {
  documents.typed("main.py", "mine");
  await change("main.py", null);
  await settle(5_000);
  expect(disk.files.has("main.py")).toBe(false);
  expect(documents.tabs.get()[0]?.conflict).toBe("deleted");
  documents.resolve("main.py", "mine");
  await settle();
  expect(disk.files.get("main.py")).toBe("mine");
});

test("a full disk is told of, and tried again", async () => {
  disk.refusal = new Refused("disk-full", "no room", {}, bytes(""));
  documents.typed("main.py", "x");
  await settle(300);
  expect(saving()).toMatchObject({ error: "no room", edits: 1 });
  disk.refusal = null;
  await settle(5_000);
  expect(saving()).toMatchObject({ error: null, edits: 0 });
});

test("a tab that is closed before it was saved is saved", async () => {
  documents.typed("main.py", "x");
  documents.close("main.py");
  expect(documents.tabs.get()).toEqual([]);
  await settle();
  expect(disk.files.get("main.py")).toBe("x");
  expect(documents.text("main.py")).toBeNull();
});

test("a moved file takes its document along", async () => {
  documents.typed("main.py", "x");
  expect(await documents.settle("main.py")).toBe(true);
  disk.files.delete("main.py");
  disk.files.set("src/app.py", "x");
  documents.moved("main.py", "src/app.py");
  documents.typed("src/app.py", "xy");
  await settle(300);
  expect([documents.active.get(), disk.files.get("src/app.py")]).toEqual(["src/app.py", "xy"]);
});

test("what is no text is said to be none", async () => {
  disk.files.set("logo", "\0");
  documents.open("logo");
  documents.open("missing");
  await settle();
  expect(documents.tabs.get().map(({ shown: { kind } }) => kind)).toEqual(["text", "binary", "missing"]);
});

test("a browser that keeps no journal is told of", async () => {
  journal.put = () => Promise.reject(new Error("no room"));
  documents.typed("main.py", "x");
  await settle();
  expect(saving().journal).toBe(false);
});
