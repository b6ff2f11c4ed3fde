/** The keys of the whole IDE page, told apart from those of the terminal and the editor. */

export type Shortcut =
  | "palette"
  | "go-to-file"
  | "terminal"
  | "new-terminal"
  | "leave-terminal"
  | "files"
  | "search"
  | "save"
  | "run"
  | "close-tab"
  | "next-tab"
  | "previous-tab";

interface Key {
  shortcut: Shortcut;
  /** As people write it. */
  label: string;
  matches: (event: KeyStroke) => boolean;
  /** Whether it is the page's even while a terminal has the keyboard, where nearly every key means something. */
  inTerminal: boolean;
}

export type KeyStroke = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const ctrl = (event: KeyStroke) => (event.ctrlKey || event.metaKey) && !event.altKey;
const plain = (key: string) => (event: KeyStroke) => ctrl(event) && !event.shiftKey && event.key.toLowerCase() === key;
const shifted = (key: string) => (event: KeyStroke) => ctrl(event) && event.shiftKey && event.key.toLowerCase() === key;
const alt = (key: string) => (event: KeyStroke) =>
  event.altKey && !event.ctrlKey && !event.metaKey && event.key.toLowerCase() === key;

export const KEYS: readonly Key[] = [
  { shortcut: "palette", label: "Ctrl+Shift+P", matches: shifted("p"), inTerminal: true },
  { shortcut: "go-to-file", label: "Ctrl+P", matches: plain("p"), inTerminal: false },
  {
    shortcut: "terminal",
    label: "Ctrl+`",
    matches: (event) => ctrl(event) && !event.shiftKey && event.code === "Backquote",
    inTerminal: true,
  },
  {
    shortcut: "new-terminal",
    label: "Ctrl+Shift+`",
    matches: (event) => ctrl(event) && event.shiftKey && event.code === "Backquote",
    inTerminal: true,
  },
  { shortcut: "leave-terminal", label: "Ctrl+Shift+Up", matches: shifted("arrowup"), inTerminal: true },
  { shortcut: "files", label: "Ctrl+Shift+E", matches: shifted("e"), inTerminal: true },
  { shortcut: "search", label: "Ctrl+Shift+F", matches: shifted("f"), inTerminal: true },
  { shortcut: "save", label: "Ctrl+S", matches: plain("s"), inTerminal: false },
  { shortcut: "run", label: "Ctrl+Enter", matches: plain("enter"), inTerminal: false },
  { shortcut: "close-tab", label: "Alt+W", matches: alt("w"), inTerminal: false },
  { shortcut: "next-tab", label: "Alt+PageDown", matches: alt("pagedown"), inTerminal: false },
  { shortcut: "previous-tab", label: "Alt+PageUp", matches: alt("pageup"), inTerminal: false },
];

export function shortcutOf(event: KeyStroke, inTerminal: boolean): Shortcut | null {
  return KEYS.find((key) => key.matches(event) && (!inTerminal || key.inTerminal))?.shortcut ?? null;
}

export function labelOf(shortcut: Shortcut): string {
  return KEYS.find((key) => key.shortcut === shortcut)?.label ?? "";
}
