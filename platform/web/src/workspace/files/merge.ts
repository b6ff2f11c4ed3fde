import { diffLines, type Hunk, splitLines } from "@/lib/diff.ts";

/** A stretch of a merged text: what all agree on, or what both changed in their own way. */
export type Region =
  | { agreed: true; lines: string[] }
  | { agreed: false; base: string[]; mine: string[]; theirs: string[] };

export interface Merge {
  /** The merged text; null when both changed the same lines. */
  text: string | null;
  regions: Region[];
}

type Side = "mine" | "theirs";
type Change = Hunk & { side: Side };

/**
 * Merges two texts that were made of one. Changes that touch or neighbour each other are left to people, unless they are the
 * same: a merge never drops what one side wrote, and drops what one side left only where the other did not touch it.
 */
export function merge(base: string, mine: string, theirs: string): Merge {
  const [old, left, right] = [splitLines(base), splitLines(mine), splitLines(theirs)];
  const regions = regionsOf(old, left, right);
  const text = regions.every((region) => region.agreed) ? regions.flatMap((region) => linesOf(region)).join("") : null;
  return { text, regions };
}

/** Both versions of what both changed, theirs first, and all the rest. */
export function keepBoth(regions: readonly Region[]): string {
  return regions
    .flatMap((region) => (region.agreed ? region.lines : [...ended(region.theirs), ...region.mine]))
    .join("");
}

/** Lines after which another can follow: the last of a text may have no end. */
function ended(lines: readonly string[]): string[] {
  return lines.map((line) => (line.endsWith("\n") ? line : `${line}\n`));
}

function linesOf(region: Region): string[] {
  return region.agreed ? region.lines : [];
}

function regionsOf(base: readonly string[], mine: readonly string[], theirs: readonly string[]): Region[] {
  const changes: Change[] = [
    ...diffLines(base, mine).map((hunk) => ({ ...hunk, side: "mine" as const })),
    ...diffLines(base, theirs).map((hunk) => ({ ...hunk, side: "theirs" as const })),
  ].sort((a, b) => a.aStart - b.aStart || a.aEnd - b.aEnd);
  const regions: Region[] = [];
  let at = 0;
  for (let i = 0; i < changes.length; ) {
    const group = groupFrom(changes, i);
    const [start, end] = [Math.min(...group.map((one) => one.aStart)), Math.max(...group.map((one) => one.aEnd))];
    regions.push({ agreed: true, lines: base.slice(at, start) });
    regions.push(
      regionOf(
        group,
        base.slice(start, end),
        sideOf(group, "mine", base, mine, start, end),
        sideOf(group, "theirs", base, theirs, start, end),
      ),
    );
    at = end;
    i += group.length;
  }
  regions.push({ agreed: true, lines: base.slice(at) });
  return regions.filter((region) => !region.agreed || region.lines.length > 0);
}

/** The change at `first` and those that touch it. */
function groupFrom(changes: readonly Change[], first: number): Change[] {
  const group: Change[] = [];
  let end = -1;
  for (const change of changes.slice(first)) {
    if (group.length > 0 && change.aStart > end) break;
    group.push(change);
    end = Math.max(end, change.aEnd);
  }
  return group;
}

/** What one side has in the place of `base[start, end)`. */
function sideOf(
  group: readonly Change[],
  side: Side,
  base: readonly string[],
  text: readonly string[],
  start: number,
  end: number,
): string[] {
  const lines: string[] = [];
  let at = start;
  for (const change of group.filter((one) => one.side === side)) {
    lines.push(...base.slice(at, change.aStart), ...text.slice(change.bStart, change.bEnd));
    at = change.aEnd;
  }
  return [...lines, ...base.slice(at, end)];
}

function regionOf(group: readonly Change[], base: string[], mine: string[], theirs: string[]): Region {
  const sides = new Set(group.map(({ side }) => side));
  if (sides.size === 1) return { agreed: true, lines: sides.has("mine") ? mine : theirs };
  const same = mine.length === theirs.length && mine.every((line, i) => line === theirs[i]);
  return same ? { agreed: true, lines: mine } : { agreed: false, base, mine, theirs };
}
