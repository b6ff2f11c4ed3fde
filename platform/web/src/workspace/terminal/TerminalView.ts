import "@xterm/xterm/css/xterm.css";
import { FitAddon } from "@xterm/addon-fit";
import { SearchAddon } from "@xterm/addon-search";
import { Unicode11Addon } from "@xterm/addon-unicode11";
import { WebLinksAddon } from "@xterm/addon-web-links";
import type { WebglAddon } from "@xterm/addon-webgl";
import { Terminal } from "@xterm/xterm";
import { copyText } from "@/lib/clipboard.ts";
import { watchTheme } from "@/ui/theme.ts";
import { isReply, OutputCursor } from "@/workspace/terminal/output.ts";
import { terminalTheme } from "@/workspace/terminal/theme.ts";

export interface TerminalWiring {
  onInput: (bytes: Uint8Array) => void;
  onResize: (columns: number, rows: number) => void;
  onAcknowledge: (offset: number) => void;
  /** A link was followed. */
  onLink: (address: string) => void;
  /** Whether a key is the page's and not the terminal's. */
  isShortcut: (event: KeyboardEvent) => boolean;
}

export interface TerminalLook {
  fontSize: number;
  screenReader: boolean;
}

const FALLBACK_FONT = "ui-monospace, monospace";
const FIT_MS = 60;
const QUIET_MS = 250;
const SCROLLBACK_LINES = 5_000;
const UTF8 = new TextEncoder();

/** One terminal's screen, outside of React. It owns its element, which a page hangs where it likes. */
export class TerminalView {
  readonly cursor = new OutputCursor();
  /** The size it fits into, once it was shown. */
  size: { columns: number; rows: number } | null = null;

  private readonly wiring: TerminalWiring;
  private readonly element = document.createElement("div");
  private readonly terminal: Terminal;
  private readonly searching = new SearchAddon();
  private readonly fitting = new FitAddon();
  private readonly observer = new ResizeObserver(() => this.fitSoon());
  private readonly stopWatching: () => void;
  private webgl: WebglAddon | null = null;
  private shown = false;
  private disposed = false;
  /** Output before this offset was answered when it was new: what it asks is not answered again. */
  private answeredUpTo = 0;
  private controlHeld = false;
  private fitTimer: ReturnType<typeof setTimeout> | undefined;
  private quietTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(label: string, look: TerminalLook, wiring: TerminalWiring) {
    this.wiring = wiring;
    this.terminal = new Terminal({
      allowProposedApi: true,
      cursorBlink: !matchMedia("(prefers-reduced-motion: reduce)").matches,
      cursorInactiveStyle: "outline",
      fontFamily: FALLBACK_FONT,
      fontSize: look.fontSize,
      lineHeight: 1.25,
      linkHandler: { activate: (_, address) => wiring.onLink(address) },
      macOptionIsMeta: true,
      minimumContrastRatio: 4.5,
      screenReaderMode: look.screenReader,
      scrollback: SCROLLBACK_LINES,
      theme: terminalTheme(),
    });
    Object.assign(this.element.style, { position: "absolute", inset: "0" });
    this.terminal.loadAddon(this.fitting);
    this.terminal.loadAddon(this.searching);
    this.terminal.loadAddon(new Unicode11Addon());
    this.terminal.loadAddon(new WebLinksAddon((_, address) => wiring.onLink(address)));
    this.terminal.unicode.activeVersion = "11";
    this.terminal.attachCustomKeyEventHandler((event) => this.keep(event));
    this.terminal.onData((data) => this.type(data));
    this.terminal.onBinary((data) => wiring.onInput(Uint8Array.from(data, (char) => char.charCodeAt(0))));
    this.stopWatching = watchTheme(() => {
      this.terminal.options.theme = terminalTheme();
    });
    this.rename(label);
    void this.loadCodeFont();
  }

  /** Hangs the screen into a page; it keeps its text while it hangs nowhere. */
  mount(host: HTMLElement): () => void {
    host.append(this.element);
    if (this.terminal.element === undefined) this.terminal.open(this.element);
    this.observer.observe(host);
    return () => {
      this.observer.disconnect();
      this.element.remove();
    };
  }

  /** Only the screen that is looked at draws by WebGL: browsers allow few such contexts. */
  show(shown: boolean): void {
    this.shown = shown;
    this.element.hidden = !shown;
    if (shown) {
      this.fit();
      void this.accelerate();
    } else {
      this.decelerate();
    }
  }

  focus(): void {
    this.terminal.focus();
  }

  rename(label: string): void {
    this.terminal.textarea?.setAttribute("aria-label", `${label}. Ctrl+Shift+Up leaves the terminal.`);
  }

  dim(dimmed: boolean): void {
    this.element.style.opacity = dimmed ? "0.6" : "";
    this.terminal.options.disableStdin = dimmed;
  }

  restyle({ fontSize, screenReader }: TerminalLook): void {
    this.terminal.options.fontSize = fontSize;
    this.terminal.options.screenReaderMode = screenReader;
    this.fitSoon();
  }

  /**
   * The stream goes on at `offset`. With `reset` the screen begins empty. What was printed before `answeredUpTo` was
   * somebody else's to answer.
   */
  begin(offset: number, { reset, answeredUpTo }: { reset: boolean; answeredUpTo: number }): void {
    if (reset) this.terminal.reset();
    this.cursor.begin(offset);
    this.answeredUpTo = answeredUpTo;
  }

  /** Takes output; false when something before it is missing, and the stream has to be taken up anew. */
  write(offset: number, bytes: Uint8Array): boolean {
    const fresh = this.cursor.take(offset, bytes);
    if (fresh === null) return false;
    if (fresh.length > 0) this.terminal.write(fresh, () => this.parsed(fresh.length));
    return true;
  }

  /** As if it had been typed. */
  type(data: string): void {
    if (this.cursor.parsed < this.answeredUpTo && isReply(data)) return;
    const held = this.controlHeld && data.length === 1;
    this.controlHeld = false;
    const typed = held ? String.fromCharCode(data.toUpperCase().charCodeAt(0) & 0x1f) : data;
    this.wiring.onInput(UTF8.encode(typed));
  }

  /** Holds the Ctrl key for the next character: phones have none. */
  holdControl(held: boolean): void {
    this.controlHeld = held;
  }

  /** Selects the next match in this direction; false when there is none. */
  find(text: string, forward: boolean): boolean {
    if (text === "") this.terminal.clearSelection();
    return text === "" || (forward ? this.searching.findNext(text) : this.searching.findPrevious(text));
  }

  clear(): void {
    this.terminal.clear();
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.fitTimer);
    clearTimeout(this.quietTimer);
    this.observer.disconnect();
    this.stopWatching();
    this.decelerate();
    this.terminal.dispose();
    this.element.remove();
  }

  private parsed(length: number): void {
    if (this.disposed) return;
    this.cursor.advance(length);
    this.acknowledge(false);
    clearTimeout(this.quietTimer);
    this.quietTimer = setTimeout(() => this.acknowledge(true), QUIET_MS);
  }

  private acknowledge(all: boolean): void {
    const offset = this.cursor.due(all);
    if (offset !== null) this.wiring.onAcknowledge(offset);
  }

  /** False keeps a key from the terminal. */
  private keep(event: KeyboardEvent): boolean {
    if (this.wiring.isShortcut(event)) return false;
    const copies = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "c" && this.terminal.hasSelection();
    if (copies && event.type === "keydown") {
      void copyText(this.terminal.getSelection());
      this.terminal.clearSelection();
      event.preventDefault();
    }
    return !copies;
  }

  private fitSoon(): void {
    clearTimeout(this.fitTimer);
    this.fitTimer = setTimeout(() => this.fit(), FIT_MS);
  }

  private fit(): void {
    if (!this.shown || this.disposed || !this.element.isConnected) return;
    const wanted = this.fitting.proposeDimensions();
    if (wanted === undefined || !(wanted.cols > 1 && wanted.rows > 0)) return;
    const { cols: columns, rows } = wanted;
    if (this.size?.columns === columns && this.size.rows === rows) return;
    this.size = { columns, rows };
    this.terminal.resize(columns, rows);
    this.wiring.onResize(columns, rows);
  }

  /** The screen measures its font when it is set: before the bundled one is there it would measure another. */
  private async loadCodeFont(): Promise<void> {
    const family = getComputedStyle(document.documentElement).getPropertyValue("--font-code");
    await document.fonts?.load(`13px ${family.split(",")[0]}`).catch(() => []);
    if (this.disposed) return;
    this.terminal.options.fontFamily = family;
    this.fitSoon();
  }

  private async accelerate(): Promise<void> {
    if (this.webgl !== null || !hasFastWebGl()) return;
    try {
      const { WebglAddon } = await import("@xterm/addon-webgl");
      if (!this.shown || this.disposed || this.webgl !== null || this.terminal.element === undefined) return;
      const webgl = new WebglAddon();
      webgl.onContextLoss(() => this.decelerate());
      this.terminal.loadAddon(webgl);
      this.webgl = webgl;
    } catch {
      // The terminal then draws by the document, which is slower and as good.
    }
  }

  private decelerate(): void {
    this.webgl?.dispose();
    this.webgl = null;
  }
}

/** Where WebGL is done by the processor, it takes ten times what drawing by the document does. */
function hasFastWebGl(): boolean {
  fastWebGl ??= probeWebGl();
  return fastWebGl;
}

let fastWebGl: boolean | null = null;

function probeWebGl(): boolean {
  const context = document.createElement("canvas").getContext("webgl2", { failIfMajorPerformanceCaveat: true });
  context?.getExtension("WEBGL_lose_context")?.loseContext();
  return context !== null;
}
