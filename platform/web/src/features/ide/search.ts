import type { Match } from "@/workspace/protocol.ts";

/** Matches under their files, both in the order they came. */
export function groupByFile(matches: readonly Match[]): { path: string; matches: Match[] }[] {
  const groups = new Map<string, Match[]>();
  for (const match of matches) groups.set(match.path, [...(groups.get(match.path) ?? []), match]);
  return [...groups].map(([path, of]) => ({ path, matches: of }));
}

const BEFORE = 24;
const AFTER = 120;

/** A match in its line, cut so that the match is to be seen. */
export function excerpt({ text, column, length, textColumn = 1 }: Match): {
  before: string;
  hit: string;
  after: string;
} {
  const at = column - textColumn;
  const lead = text.slice(0, at).trimStart();
  const cut = lead.length > BEFORE ? `…${lead.slice(-BEFORE)}` : lead;
  return {
    before: cut,
    hit: text.slice(at, at + length),
    after: text.slice(at + length, at + length + AFTER).trimEnd(),
  };
}
