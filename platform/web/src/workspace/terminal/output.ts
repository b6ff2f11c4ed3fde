/*
 * Where a terminal's stream of output stands. Its bytes are numbered from 0: what has come (`received`), what the screen has
 * parsed (`parsed`), and what the runner was told of (`acknowledged`), in this order.
 */

/** The runner sends 256 KiB ahead of what is acknowledged; an eighth of it keeps the stream flowing at little cost. */
const ACK_BYTES = 32 << 10;

export class OutputCursor {
  received = 0;
  parsed = 0;
  acknowledged = 0;

  /** The stream goes on, or begins anew, at this offset. */
  begin(offset: number): void {
    this.received = offset;
    this.parsed = offset;
    this.acknowledged = offset;
  }

  /** What of these bytes is new; null when something before them is missing. */
  take(offset: number, bytes: Uint8Array): Uint8Array | null {
    if (offset > this.received) return null;
    const fresh = bytes.subarray(Math.min(this.received - offset, bytes.length));
    this.received += fresh.length;
    return fresh;
  }

  /** The screen has parsed this many more bytes. */
  advance(length: number): void {
    this.parsed += length;
  }

  /** The offset to acknowledge; null while too little was parsed to be worth a frame. `all` takes any amount. */
  due(all = false): number | null {
    const pending = this.parsed - this.acknowledged;
    if (pending === 0 || (!all && pending < ACK_BYTES)) return null;
    this.acknowledged = this.parsed;
    return this.parsed;
  }
}

const REPLIES = [
  // Device attributes, cursor and mode reports, sizes.
  String.raw`\x1b\[[?>=]?[\d;]*(?:c|R|n|\$y|t)`,
  // Colours.
  String.raw`\x1b\](?:4|1\d);[^\x07\x1b]*(?:\x07|\x1b\\)`,
  // What DCS requests answer.
  String.raw`\x1bP[^\x1b]*\x1b\\`,
];
const REPLY = new RegExp(`^(?:${REPLIES.join("|")})+$`);

/** Whether a terminal said this by itself, in answer to what a program asked, and nobody typed it. */
export function isReply(data: string): boolean {
  return REPLY.test(data);
}
