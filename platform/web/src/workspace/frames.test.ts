import { describe, expect, test } from "vitest";
import { BrokenFrame, decode, encode, type Frame } from "@/workspace/frames.ts";

const bytes = (...values: number[]) => new Uint8Array(values);

const FRAMES: [Frame, Uint8Array | null][] = [
  [{ type: "input", terminal: 1, bytes: bytes(0x6c, 0x73) }, bytes(0x02, 1, 0x6c, 0x73)],
  [{ type: "ack", terminal: 3, offset: 300 }, bytes(0x03, 3, 0xac, 0x02)],
  [{ type: "resize", terminal: 200, columns: 120, rows: 40 }, bytes(0x04, 0xc8, 0x01, 120, 40)],
  [{ type: "ping", bytes: bytes(1, 2) }, bytes(0x05, 0, 1, 2)],
  [{ type: "pong", bytes: bytes() }, bytes(0x06, 0)],
  [{ type: "request", id: 1, json: {}, raw: bytes(9) }, bytes(0x01, 1, 2, 0x7b, 0x7d, 9)],
  [{ type: "reply", id: 70_000, json: { a: "ü€" }, raw: bytes() }, null],
  [{ type: "output", terminal: 1, offset: 2 ** 40 + 5, bytes: bytes(0, 255) }, null],
  [{ type: "output", terminal: 1, offset: Number.MAX_SAFE_INTEGER, bytes: bytes(1) }, null],
  [{ type: "event", json: { event: "ports", ports: [] } }, null],
];

test.each(FRAMES)("%j is read as it was written", (frame, wire) => {
  if (wire) expect(encode(frame)).toEqual(wire);
  expect(decode(encode(frame))).toEqual(frame);
});

describe("a frame is refused", () => {
  test.each([
    ["when it is empty", bytes()],
    ["when its type is unknown", bytes(0x7f, 0)],
    ["when its channel ends too soon", bytes(0x82, 0x80)],
    ["when its JSON ends too soon", bytes(0x81, 1, 200, 0x7b)],
    ["when its JSON is none", bytes(0x83, 0, 0x7b)],
    ["when its text is no UTF-8", bytes(0x83, 0, 0x22, 0xff, 0x22)],
    ["when a number never ends", bytes(0x82, 1, ...Array.from({ length: 12 }, () => 0xff))],
  ])("%s", (_, wire) => expect(() => decode(wire)).toThrow(BrokenFrame));
});

test("what is read last is a view of the frame and not a copy", () => {
  const wire = encode({ type: "output", terminal: 1, offset: 0, bytes: new Uint8Array(100_000) });
  const frame = decode(wire);
  expect(frame.type === "output" && frame.bytes.buffer === wire.buffer).toBe(true);
});
