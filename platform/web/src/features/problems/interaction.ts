/** A piece of a conversation: consecutive lines of one speaker, or the border between two passes. */
export interface Turn {
  by: "judge" | "program" | "pass";
  text: string;
}

const SPEAKERS: Record<string, Turn["by"]> = { "<": "judge", ">": "program" };

/** Reads a log of lines that begin with `<` or `>`, and `---` between passes. */
export function turnsOf(log: string): Turn[] {
  const turns: Turn[] = [];
  for (const line of log.split("\n")) {
    const by = line.trim() === "---" ? "pass" : SPEAKERS[line.charAt(0)];
    if (by === undefined) continue;
    const text = by === "pass" ? "" : line.slice(1).replace(/^ /, "");
    const last = turns.at(-1);
    if (last?.by === by) last.text += `\n${text}`;
    else turns.push({ by, text });
  }
  return turns;
}
