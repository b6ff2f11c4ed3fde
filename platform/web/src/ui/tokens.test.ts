import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const CSS = readFileSync("src/ui/tokens.css", "utf8");

function theme(name: "light" | "dark"): Record<string, string> {
  const block = new RegExp(`data-theme="${name}"\\] \\{([^}]*)\\}`).exec(CSS)?.[1] ?? "";
  return Object.fromEntries([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6})/g)].map((m) => [m[1], m[2]]));
}

/** Relative luminance and contrast as WCAG 2 defines them. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["bg", "panel", "sunken"];
const TEXTS = ["ink", "ink-2", "ink-3", "accent", "ac", "wa", "tle", "mle", "ole", "rte", "ce", "je"];
const VERDICTS = ["ac", "wa", "tle", "mle", "ole", "rte", "ce"];

describe.each(["light", "dark"] as const)("the %s theme", (name) => {
  const colors = theme(name);
  const color = (token: string) => colors[token] ?? "";

  test.each(TEXTS.flatMap((text) => GROUNDS.map((ground) => [text, ground] as const)))(
    "%s on %s can be read",
    (text, ground) => expect(contrast(color(text), color(ground))).toBeGreaterThanOrEqual(4.5),
  );

  test.each(VERDICTS)("the code on a filled %s can be read", (verdict) => {
    expect(contrast(color("on-verdict"), color(verdict))).toBeGreaterThanOrEqual(4.5);
  });

  test("what stands on ink and accent can be read", () => {
    expect(contrast(color("on-ink"), color("ink"))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(color("on-verdict"), color("accent"))).toBeGreaterThanOrEqual(4.5);
  });

  test("the edges of fields can be seen", () => {
    for (const ground of GROUNDS) expect(contrast(color("line-strong"), color(ground))).toBeGreaterThanOrEqual(3);
  });
});
