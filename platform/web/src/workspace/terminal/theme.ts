import type { ITheme } from "@xterm/xterm";

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** The sixteen colours of a terminal in the page's own, read from the design tokens of the theme that is shown. */
export function terminalTheme(): ITheme {
  const ink = token("--ink");
  const ground = token("--panel");
  return {
    foreground: ink,
    background: ground,
    cursor: ink,
    cursorAccent: ground,
    selectionBackground: `${token("--accent")}40`,
    selectionInactiveBackground: `${token("--ink-3")}40`,
    scrollbarSliderBackground: `${token("--ink-3")}55`,
    scrollbarSliderHoverBackground: `${token("--ink-3")}88`,
    scrollbarSliderActiveBackground: `${token("--ink-3")}aa`,
    ...shades("black", token("--ink-3"), token("--ink-2")),
    ...shades("red", token("--wa")),
    ...shades("green", token("--ac")),
    ...shades("yellow", token("--tle")),
    ...shades("blue", token("--accent")),
    ...shades("magenta", token("--mle")),
    ...shades("cyan", token("--ole")),
    ...shades("white", token("--ink-2"), ink),
  };
}

function shades(name: string, plain: string, bright = plain): ITheme {
  return { [name]: plain, [`bright${name.charAt(0).toUpperCase()}${name.slice(1)}`]: bright };
}
