const WHITESPACE = /[ \t\n\v\f\r]+/;

function tokens(text: string): string[] {
  return text.split(WHITESPACE).filter((token) => token !== "");
}

/**
 * Whether two outputs are equal as the default validator sees them without flags: the same whitespace-separated tokens,
 * letter case ignored. Only ASCII white space separates, as on the server.
 */
export function sameTokens(output: string, answer: string): boolean {
  const left = tokens(output);
  const right = tokens(answer);
  return left.length === right.length && left.every((token, i) => lower(token) === lower(right[i] ?? ""));
}

function lower(token: string): string {
  return token.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
