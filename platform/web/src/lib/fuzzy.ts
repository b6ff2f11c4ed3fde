/** A text that matches what was typed, with the places of the letters that did. */
export interface FuzzyMatch {
  score: number;
  at: readonly number[];
}

const BEGINNING = 8;
const FOLLOWING = 5;
const IN_NAME = 3;

/**
 * Whether the letters of `query` occur in `text` in this order, whatever their case. Better is what matches at beginnings of
 * words, in a row, in the last part of a path and in a short text. Null when they do not occur.
 */
export function fuzzyMatch(query: string, text: string): FuzzyMatch | null {
  const wanted = query.toLowerCase().replaceAll(" ", "");
  const given = text.toLowerCase();
  const name = text.lastIndexOf("/") + 1;
  return find(wanted, given, text, name, name) ?? find(wanted, given, text, 0, name);
}

function find(wanted: string, given: string, text: string, from: number, name: number): FuzzyMatch | null {
  const at: number[] = [];
  let score = -text.length / 100;
  for (const letter of wanted) {
    const next = given.indexOf(letter, at.length === 0 ? from : (at.at(-1) ?? 0) + 1);
    if (next < 0) return null;
    if (next === (at.at(-1) ?? -2) + 1) score += FOLLOWING;
    if (isBeginning(text, next)) score += BEGINNING;
    if (next >= name) score += IN_NAME;
    at.push(next);
  }
  return { score, at };
}

function isBeginning(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  const letter = text.charAt(at);
  return before === "" || /[^a-zA-Z0-9]/.test(before) || (/[A-Z]/.test(letter) && /[a-z]/.test(before));
}

/** The best of many, best first. */
export function fuzzyFilter<T>(query: string, items: readonly T[], textOf: (item: T) => string, limit: number): T[] {
  if (query.trim() === "") return items.slice(0, limit);
  return items
    .flatMap((item) => {
      const match = fuzzyMatch(query, textOf(item));
      return match === null ? [] : [{ item, score: match.score }];
    })
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)
    .map(({ item }) => item);
}
