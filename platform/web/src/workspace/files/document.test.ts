import { describe, expect, test } from "vitest";
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
import { keepBoth, merge } from "@/workspace/files/merge.ts";
import { randomFrom } from "../../../test/seeded.ts";

const content = (text: string): Content => ({ version: `v(${text})`, text });
const run = (doc: Doc, ...events: DocEvent[]): Doc => events.reduce(next, doc);
const typed = (text: string): DocEvent => ({ type: "typed", text });
const disk = (text: string | null): DocEvent => ({ type: "disk", disk: text === null ? null : content(text) });
const noticed = (text: string): DocEvent => ({ type: "noticed", version: `v(${text})` });
const written = (text: string): DocEvent => ({ type: "written", version: `v(${text})` });
const SENT: DocEvent = { type: "sent" };
const UNANSWERED: DocEvent = { type: "unanswered" };

const OLD = opened(content("a\nb\nc\n"));

describe("an edit", () => {
  test("is written, and is at risk until that is acknowledged", () => {
    const edited = run(OLD, typed("x\nb\nc\n"));
    expect(want(edited)).toBe("write");
    const flying = run(edited, SENT);
    expect([want(flying), isAtRisk(flying), flying.edits]).toEqual([null, true, 1]);
    const done = run(flying, written("x\nb\nc\n"));
    expect([want(done), isAtRisk(done), done.edits]).toEqual([null, false, 0]);
  });

  test("made while a write is under way is written after it", () => {
    const doc = run(OLD, typed("1"), SENT, typed("12"), written("1"));
    expect([want(doc), doc.base?.text, doc.edits]).toEqual(["write", "1", 1]);
  });

  test("that was taken back needs no write", () => {
    expect(want(run(OLD, typed("x"), typed(OLD.text)))).toBeNull();
  });
});

describe("a change from outside", () => {
  test("is taken over where nothing was edited", () => {
    const doc = run(OLD, noticed("new"));
    expect(want(doc)).toBe("read");
    expect(run(doc, disk("new"))).toMatchObject({ text: "new", edits: 0, conflict: null });
  });

  test("is merged with edits elsewhere in the file, which are then written", () => {
    const doc = run(OLD, typed("mine\na\nb\nc\n"), disk("a\nb\nc\ntheirs\n"));
    expect(doc).toMatchObject({ text: "mine\na\nb\nc\ntheirs\n", conflict: null });
    expect(want(doc)).toBe("write");
  });

  test("of the same lines is a conflict, and nothing is written over it", () => {
    const doc = run(OLD, typed("mine\nb\nc\n"), disk("theirs\nb\nc\n"));
    expect(doc).toMatchObject({ text: "mine\nb\nc\n", conflict: { theirs: content("theirs\nb\nc\n") } });
    expect(want(doc)).toBeNull();
    expect(want(run(doc, typed("more\nb\nc\n")))).toBeNull();
  });

  test("that refuses a write is merged just so", () => {
    const doc = run(OLD, typed("mine\na\nb\nc\n"), SENT, { type: "refused", disk: content("a\nb\nc\ntheirs\n") });
    expect(doc).toMatchObject({ text: "mine\na\nb\nc\ntheirs\n", conflict: null });
  });

  test("is our own write, told before its answer", () => {
    const doc = run(OLD, typed("x"), SENT, noticed("x"), written("x"));
    expect(want(doc)).toBeNull();
  });

  test("that came after our write is read once that is answered", () => {
    const doc = run(OLD, typed("x"), SENT, noticed("y"), written("x"));
    expect(want(doc)).toBe("read");
    expect(run(doc, disk("y"))).toMatchObject({ text: "y", conflict: null });
  });

  test("that is taken back ends its conflict", () => {
    const doc = run(OLD, typed("mine\nb\nc\n"), disk("theirs\nb\nc\n"), noticed(OLD.text));
    expect(want(doc)).toBe("read");
    const back = run(doc, disk(OLD.text));
    expect([back.conflict, want(back)]).toEqual([null, "write"]);
  });
});

describe("a lost answer", () => {
  test("has the disk read before anything is written", () => {
    expect(want(run(OLD, typed("x"), SENT, UNANSWERED))).toBe("read");
  });

  test("to a write that was done makes no conflict with what was typed since", () => {
    const doc = run(OLD, typed("x\n"), SENT, typed("x\ny\n"), UNANSWERED, disk("x\n"));
    expect([doc.conflict, doc.text, want(doc)]).toEqual([null, "x\ny\n", "write"]);
  });

  test("to a write that was not done has it written again", () => {
    const doc = run(OLD, typed("x\n"), SENT, UNANSWERED, disk(OLD.text));
    expect([doc.conflict, doc.text, want(doc)]).toEqual([null, "x\n", "write"]);
  });
});

describe("a deleted file", () => {
  test("asks, whether it was edited or not", () => {
    for (const doc of [OLD, run(OLD, typed("x"))]) {
      const gone = run(doc, { type: "noticed", version: null });
      expect(want(gone)).toBe("read");
      expect(run(gone, disk(null))).toMatchObject({ conflict: { theirs: null }, text: doc.text });
    }
  });

  test("is made again when its editor wants it, even empty", () => {
    const doc = run(OLD, disk(null), { type: "resolved", text: "" });
    expect([want(doc), isDirty(doc)]).toEqual(["write", true]);
    expect(run(doc, SENT).flight?.base).toBeNull();
  });

  test("that is back is taken over", () => {
    expect(run(OLD, disk(null), disk("new"))).toMatchObject({ conflict: null, text: "new" });
  });
});

test("a document revived from the journal is merged with what the disk has by now", () => {
  const doc = run(revived(remainsOf(run(OLD, typed("mine\na\nb\nc\n")))));
  expect(want(doc)).toBe("read");
  expect(run(doc, disk("a\nb\nc\ntheirs\n")).text).toBe("mine\na\nb\nc\ntheirs\n");
});

/*
 * Two editors and a shell on one disk, in random order, with answers that get lost and pages that are reloaded. Every line
 * that is written is found nowhere else, so that at the end each must be on the disk, unless somebody deleted it or dropped
 * it in so many words.
 */
class World {
  readonly written = new Set<string>();
  readonly dropped = new Set<string>();
  conflicts = 0;
  disk: string | null = "one\ntwo\nthree\nfour\nfive\nsix\n";
  readonly docs: Doc[] = [opened(content(this.disk as string)), opened(content(this.disk as string))];
  private readonly random: (below: number) => number;
  private lines = 0;

  constructor(seed: number) {
    this.random = randomFrom(seed);
    for (const line of (this.disk as string).split("\n")) if (line !== "") this.written.add(line);
  }

  apply(i: number, event: DocEvent): void {
    this.docs[i] = next(this.docs[i] as Doc, event);
  }

  private edit(text: string): string {
    const lines = text.split("\n").slice(0, -1);
    const at = this.random(lines.length + 1);
    if (this.random(4) === 0 && at < lines.length) {
      this.dropped.add(lines[at] as string);
      lines.splice(at, 1);
    } else {
      this.lines += 1;
      const line = `line ${this.lines}`;
      this.written.add(line);
      lines.splice(at, 0, line);
    }
    return lines.map((line) => `${line}\n`).join("");
  }

  private write(i: number, kind: "answered" | "lost" | "never"): void {
    const flight = this.docs[i]?.flight;
    if (!flight) return;
    const there = this.disk === null ? null : content(this.disk);
    const fits = (there?.version ?? null) === flight.base;
    if (fits && kind !== "never") {
      this.disk = flight.text;
      this.tell(i);
    }
    if (kind !== "answered") this.apply(i, UNANSWERED);
    else if (fits) this.apply(i, written(flight.text));
    else this.apply(i, { type: "refused", disk: there });
  }

  /** Everybody may hear of what the disk has now, also who wrote it. */
  private tell(writer: number): void {
    for (const i of [0, 1]) {
      if (i !== writer || this.random(2) === 0)
        this.apply(i, { type: "noticed", version: this.disk === null ? null : content(this.disk).version });
    }
  }

  private resolve(i: number, how: number): void {
    const doc = this.docs[i] as Doc;
    if (doc.conflict === null || want(doc) === "read") return;
    this.conflicts += 1;
    const theirs = doc.conflict.theirs?.text ?? "";
    const drop = (text: string, kept: string) => {
      for (const line of text.split("\n")) if (line !== "" && !kept.split("\n").includes(line)) this.dropped.add(line);
    };
    const both = keepBoth(merge(doc.base?.text ?? "", doc.text, theirs).regions);
    const chosen = how === 0 ? doc.text : how === 1 && doc.conflict.theirs !== null ? theirs : both;
    drop(doc.text, chosen);
    drop(theirs, chosen);
    this.apply(i, { type: "resolved", text: chosen });
  }

  step(): void {
    const i = this.random(2);
    const doc = this.docs[i] as Doc;
    switch (this.random(8)) {
      case 0:
      case 1:
        this.apply(i, typed(this.edit(doc.text)));
        break;
      case 2:
        if (want(doc) === "write") this.apply(i, SENT);
        break;
      case 3:
        this.write(i, (["answered", "answered", "lost", "never"] as const)[this.random(4)] ?? "answered");
        break;
      case 4:
        if (this.disk !== null && this.random(12) === 0) {
          for (const line of this.disk.split("\n")) this.dropped.add(line);
          this.disk = null;
        } else this.disk = this.edit(this.disk ?? "");
        this.tell(-1);
        break;
      case 5:
        if (want(doc) === "read") this.apply(i, disk(this.disk));
        break;
      case 6:
        this.docs[i] = this.random(3) === 0 && isAtRisk(doc) ? revived(remainsOf(doc)) : doc;
        break;
      case 7:
        this.resolve(i, this.random(3));
        break;
    }
  }

  /** Lets everything come to rest: all is answered, all conflicts are decided. */
  settle(): void {
    for (let round = 0; round < 100; round++) {
      let moved = false;
      for (const i of [0, 1]) {
        const doc = this.docs[i] as Doc;
        if (doc.flight !== null) this.write(i, "answered");
        else if (want(doc) === "read") this.apply(i, disk(this.disk));
        else if (want(doc) === "write") this.apply(i, SENT);
        else if (doc.conflict !== null) this.resolve(i, 2);
        else continue;
        moved = true;
      }
      if (!moved) return;
    }
    throw new Error("it does not come to rest");
  }
}

test("whatever order things happen in, no line is lost unless somebody said so", () => {
  let conflicts = 0;
  for (let seed = 0; seed < 800; seed++) {
    const world = new World(seed);
    for (let n = 0; n < 60; n++) world.step();
    world.settle();
    const there = new Set((world.disk ?? "").split("\n"));
    const lost = [...world.written].filter((line) => !there.has(line) && !world.dropped.has(line));
    expect({ seed, lost }).toEqual({ seed, lost: [] });
    for (const doc of world.docs) expect({ seed, text: doc.text }).toEqual({ seed, text: world.disk });
    conflicts += world.conflicts;
  }
  expect(conflicts).toBeGreaterThan(250);
});
