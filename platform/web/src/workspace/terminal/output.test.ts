import { describe, expect, test } from "vitest";
import { isReply, OutputCursor } from "@/workspace/terminal/output.ts";

const bytes = (length: number) => new Uint8Array(length);

test("bytes are taken once, whatever is sent again", () => {
  const cursor = new OutputCursor();
  expect(cursor.take(0, bytes(10))?.length).toBe(10);
  expect(cursor.take(4, bytes(10))?.length).toBe(4);
  expect(cursor.take(2, bytes(5))?.length).toBe(0);
  expect(cursor.received).toBe(14);
});

test("a gap is not papered over", () => {
  const cursor = new OutputCursor();
  cursor.begin(100);
  expect(cursor.take(101, bytes(1))).toBeNull();
  expect(cursor.take(100, bytes(1))?.length).toBe(1);
});

test("every 32 KiB that are parsed are acknowledged once, and the rest when asked for", () => {
  const cursor = new OutputCursor();
  cursor.begin(1000);
  cursor.take(1000, bytes(40_000));
  expect(cursor.due()).toBeNull();
  cursor.advance(32_767);
  expect(cursor.due()).toBeNull();
  cursor.advance(1);
  expect(cursor.due()).toBe(1000 + 32_768);
  expect(cursor.due()).toBeNull();
  cursor.advance(7_232);
  expect(cursor.due()).toBeNull();
  expect(cursor.due(true)).toBe(41_000);
  expect(cursor.due(true)).toBeNull();
});

/** A stream cut at random places, some of it sent twice: what is taken is the stream. */
test("a stream that is cut and resumed anywhere arrives whole", () => {
  const stream = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed % below;
  };
  for (let round = 0; round < 200; round++) {
    const cursor = new OutputCursor();
    const got: number[] = [];
    while (got.length < stream.length) {
      const from = Math.max(0, cursor.received - random(50));
      got.push(...(cursor.take(from, stream.subarray(from, from + 1 + random(300))) ?? []));
    }
    expect(got).toEqual([...stream]);
  }
});

describe("what a terminal says by itself", () => {
  test.each([
    "\x1b[?1;2c",
    "\x1b[>0;276;0c",
    "\x1b[12;40R",
    "\x1b[0n",
    "\x1b]10;rgb:1a1a/1b1b/1e1e\x1b\\",
    "\x1b[?2026;2$y",
  ])("%j is told from typing", (data) => expect(isReply(data)).toBe(true));

  test.each(["ls\r", "\x1b", "\x1b[A", "\x1b[15~", "c", "\x1b[200~12R\x1b[201~", "\x1b[<0;3;4M", "\x1bOP"])(
    "%j is typing",
    (data) => expect(isReply(data)).toBe(false),
  );
});
