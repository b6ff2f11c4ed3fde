/*
 * The frames of a session's WebSocket: one byte of type, a varint channel, the payload. Both directions are here, since the
 * development server speaks the other end.
 */

export const PROTOCOL = "codearena.workspace.v1";

export type Frame =
  | { type: "request"; id: number; json: unknown; raw: Uint8Array }
  | { type: "input"; terminal: number; bytes: Uint8Array }
  | { type: "ack"; terminal: number; offset: number }
  | { type: "resize"; terminal: number; columns: number; rows: number }
  | { type: "ping"; bytes: Uint8Array }
  | { type: "pong"; bytes: Uint8Array }
  | { type: "reply"; id: number; json: unknown; raw: Uint8Array }
  | { type: "output"; terminal: number; offset: number; bytes: Uint8Array }
  | { type: "event"; json: unknown };

const CODES: Record<Frame["type"], number> = {
  request: 0x01,
  input: 0x02,
  ack: 0x03,
  resize: 0x04,
  ping: 0x05,
  pong: 0x06,
  reply: 0x81,
  output: 0x82,
  event: 0x83,
};

const NOTHING = new Uint8Array(0);
const UTF8 = new TextEncoder();
const TEXT = new TextDecoder("utf-8", { fatal: true });

/** A frame that is not one. The connection it came on cannot be trusted any further. */
export class BrokenFrame extends Error {}

export function encode(frame: Frame): Uint8Array<ArrayBuffer> {
  const head = [CODES[frame.type]];
  switch (frame.type) {
    case "request":
    case "reply": {
      const json = UTF8.encode(JSON.stringify(frame.json));
      varint(head, frame.id);
      varint(head, json.length);
      return join(head, json, frame.raw);
    }
    case "input":
      varint(head, frame.terminal);
      return join(head, frame.bytes);
    case "ack":
      varint(head, frame.terminal);
      varint(head, frame.offset);
      return join(head);
    case "resize":
      varint(head, frame.terminal);
      varint(head, frame.columns);
      varint(head, frame.rows);
      return join(head);
    case "ping":
    case "pong":
      varint(head, 0);
      return join(head, frame.bytes);
    case "output":
      varint(head, frame.terminal);
      varint(head, frame.offset);
      return join(head, frame.bytes);
    case "event":
      varint(head, 0);
      return join(head, UTF8.encode(JSON.stringify(frame.json)));
  }
}

export function decode(bytes: Uint8Array): Frame {
  const reader = new Reader(bytes);
  const code = reader.byte();
  const type = (Object.keys(CODES) as Frame["type"][]).find((known) => CODES[known] === code);
  if (type === undefined) throw new BrokenFrame(`frame of the unknown type 0x${code.toString(16)}`);
  const channel = reader.varint();
  switch (type) {
    case "request":
    case "reply": {
      const json = parse(reader.take(reader.varint()));
      return { type, id: channel, json, raw: reader.rest() };
    }
    case "input":
      return { type, terminal: channel, bytes: reader.rest() };
    case "ack":
      return { type, terminal: channel, offset: reader.varint() };
    case "resize":
      return { type, terminal: channel, columns: reader.varint(), rows: reader.varint() };
    case "ping":
    case "pong":
      return { type, bytes: reader.rest() };
    case "output":
      return { type, terminal: channel, offset: reader.varint(), bytes: reader.rest() };
    case "event":
      return { type, json: parse(reader.rest()) };
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(TEXT.decode(bytes));
  } catch {
    throw new BrokenFrame("frame without the JSON that its type has");
  }
}

/** Unsigned LEB128. Offsets outgrow 32 bits, so this counts without bit operations, which would cut them. */
function varint(into: number[], value: number): void {
  let rest = value;
  while (rest >= 0x80) {
    into.push((rest % 0x80) + 0x80);
    rest = Math.floor(rest / 0x80);
  }
  into.push(rest);
}

function join(head: readonly number[], ...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, head.length));
  joined.set(head);
  let at = head.length;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

class Reader {
  private readonly bytes: Uint8Array;
  private at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  byte(): number {
    const byte = this.bytes[this.at];
    if (byte === undefined) throw new BrokenFrame("frame that ends too soon");
    this.at += 1;
    return byte;
  }

  varint(): number {
    let value = 0;
    for (let scale = 1; scale <= Number.MAX_SAFE_INTEGER; scale *= 0x80) {
      const byte = this.byte();
      value += (byte % 0x80) * scale;
      if (byte < 0x80) {
        if (value > Number.MAX_SAFE_INTEGER) break;
        return value;
      }
    }
    throw new BrokenFrame("frame with a number beyond 2^53");
  }

  take(length: number): Uint8Array {
    if (this.at + length > this.bytes.length) throw new BrokenFrame("frame that ends too soon");
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  rest(): Uint8Array {
    return this.at === this.bytes.length ? NOTHING : this.take(this.bytes.length - this.at);
  }
}
