/** Where `a` and `b` differ: `a[aStart, aEnd)` stands in the place of `b[bStart, bEnd)`. */
export interface Hunk {
  aStart: number;
  aEnd: number;
  bStart: number;
  bEnd: number;
}

/** Beyond this many differing lines the rest between the equal ends is one hunk: a browser must not freeze over a diff. */
const MOST_EDITS = 1_000;

/** Lines with their ends, so that joining them gives the text back. */
export function splitLines(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** The smallest set of hunks that makes `a` of `b`, after Myers; in order. */
export function diffLines(a: readonly string[], b: readonly string[]): Hunk[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start += 1;
  let aEnd = a.length;
  let bEnd = b.length;
  while (aEnd > start && bEnd > start && a[aEnd - 1] === b[bEnd - 1]) {
    aEnd -= 1;
    bEnd -= 1;
  }
  if (start === aEnd && start === bEnd) return [];
  if (start === aEnd || start === bEnd) return [{ aStart: start, aEnd, bStart: start, bEnd }];
  const [left, right] = numbered(a.slice(start, aEnd), b.slice(start, bEnd));
  const matches = path(left, right);
  if (matches === null) return [{ aStart: start, aEnd, bStart: start, bEnd }];
  return hunksBetween(matches, left.length, right.length).map((hunk) => ({
    aStart: hunk.aStart + start,
    aEnd: hunk.aEnd + start,
    bStart: hunk.bStart + start,
    bEnd: hunk.bEnd + start,
  }));
}

/** Equal lines get equal numbers, which compare faster than text. */
function numbered(a: readonly string[], b: readonly string[]): [Int32Array, Int32Array] {
  const numbers = new Map<string, number>();
  const of = (line: string) => {
    const known = numbers.get(line);
    if (known !== undefined) return known;
    numbers.set(line, numbers.size);
    return numbers.size - 1;
  };
  return [Int32Array.from(a, of), Int32Array.from(b, of)];
}

type Pair = [a: number, b: number];

/** The equal lines of a shortest edit script, as pairs of places; null when there are too many edits. */
function path(a: Int32Array, b: Int32Array): Pair[] | null {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const trace: Int32Array[] = [];
  const offset = most + 1;
  const reach = new Int32Array(2 * most + 3);
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice(offset - edits - 1, offset + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && at(reach, offset + k - 1) < at(reach, offset + k + 1));
      let x = down ? at(reach, offset + k + 1) : at(reach, offset + k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      reach[offset + k] = x;
      if (x >= a.length && x - k >= b.length) return walkBack(trace, a.length, b.length);
    }
  }
  return null;
}

function walkBack(trace: readonly Int32Array[], aLength: number, bLength: number): Pair[] {
  const pairs: Pair[] = [];
  let x = aLength;
  let y = bLength;
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits] as Int32Array;
    const offset = edits + 1;
    const k = x - y;
    const down = k === -edits || (k !== edits && at(reach, offset + k - 1) < at(reach, offset + k + 1));
    const before = down ? k + 1 : k - 1;
    const fromX = edits === 0 ? 0 : at(reach, offset + before);
    const fromY = edits === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      x -= 1;
      y -= 1;
      pairs.push([x, y]);
    }
    x = fromX;
    y = fromY;
  }
  return pairs.reverse();
}

function at(values: Int32Array, index: number): number {
  return values[index] ?? 0;
}

function hunksBetween(pairs: readonly Pair[], aLength: number, bLength: number): Hunk[] {
  const hunks: Hunk[] = [];
  let aStart = 0;
  let bStart = 0;
  for (const [aEnd, bEnd] of [...pairs, [aLength, bLength] as Pair]) {
    if (aEnd > aStart || bEnd > bStart) hunks.push({ aStart, aEnd, bStart, bEnd });
    aStart = aEnd + 1;
    bStart = bEnd + 1;
  }
  return hunks;
}
