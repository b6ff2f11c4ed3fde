/** What of the window is shown. Kept in the browser, since it is a matter of the screen. */

import { readStored, writeStored } from "@/lib/storage.ts";
import { Store } from "@/lib/store.ts";

export const SIDES = ["files", "search", "ports", "settings"] as const;
export type Side = (typeof SIDES)[number];

/** On a narrow screen one of these has the window. */
export const PANES = ["side", "editor", "terminal", "preview"] as const;
export type Pane = (typeof PANES)[number];

export interface Layout {
  side: Side;
  sideShown: boolean;
  terminalShown: boolean;
  pane: Pane;
  fontSize: number;
  screenReader: boolean;
}

const KEY = "codearena.ide.layout";
const DEFAULT: Layout = {
  side: "files",
  sideShown: true,
  terminalShown: true,
  pane: "terminal",
  fontSize: 13,
  screenReader: false,
};

export class LayoutStore extends Store<Layout> {
  constructor() {
    super({ ...DEFAULT, ...known(readStored(KEY)) });
  }

  change(more: Partial<Layout>): void {
    this.update((before) => ({ ...before, ...more }));
    writeStored(KEY, this.get());
  }

  /** Shows a side panel; the one that is shown goes away. */
  toggleSide(side: Side): void {
    const { sideShown, side: before, pane } = this.get();
    const shown = sideShown && before === side;
    this.change({ side, sideShown: !shown, pane: shown && pane === "side" ? "editor" : "side" });
  }

  showSide(side: Side): void {
    this.change({ side, sideShown: true, pane: "side" });
  }

  showEditor(): void {
    this.change({ pane: "editor" });
  }

  showTerminal(): void {
    this.change({ terminalShown: true, pane: "terminal" });
  }
}

/** What an older version stored is taken only where it still means something. */
function known(stored: unknown): Partial<Layout> {
  if (typeof stored !== "object" || stored === null) return {};
  const entries = Object.entries(stored).filter(
    ([name, value]) => name in DEFAULT && typeof value === typeof DEFAULT[name as keyof Layout],
  );
  const layout = Object.fromEntries(entries) as Partial<Layout>;
  if (!SIDES.some((side) => side === layout.side)) delete layout.side;
  if (!PANES.some((pane) => pane === layout.pane)) delete layout.pane;
  return layout;
}
