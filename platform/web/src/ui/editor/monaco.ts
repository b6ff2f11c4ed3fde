/*
 * Monaco, put together from the parts that serve writing a program: editing, search, folding, word completion. What needs
 * a language server (rename, code lens, hovers, inlay hints) is left out. Loaded only by the pages that show code.
 */
import "monaco-editor/features/anchorSelect/register";
import "monaco-editor/features/bracketMatching/register";
import "monaco-editor/features/caretOperations/register";
import "monaco-editor/features/clipboard/register";
import "monaco-editor/features/codeEditor/register";
import "monaco-editor/features/codicon/register";
import "monaco-editor/features/comment/register";
import "monaco-editor/features/contextmenu/register";
import "monaco-editor/features/cursorUndo/register";
import "monaco-editor/features/diffEditor/register";
import "monaco-editor/features/dnd/register";
import "monaco-editor/features/find/register";
import "monaco-editor/features/folding/register";
import "monaco-editor/features/fontZoom/register";
import "monaco-editor/features/gotoLine/register";
import "monaco-editor/features/iPadShowKeyboard/register";
import "monaco-editor/features/indentation/register";
import "monaco-editor/features/lineSelection/register";
import "monaco-editor/features/linesOperations/register";
import "monaco-editor/features/longLinesHelper/register";
import "monaco-editor/features/multicursor/register";
import "monaco-editor/features/quickCommand/register";
import "monaco-editor/features/readOnlyMessage/register";
import "monaco-editor/features/smartSelect/register";
import "monaco-editor/features/suggest/register";
import "monaco-editor/features/toggleTabFocusMode/register";
import "monaco-editor/features/tokenization/register";
import "monaco-editor/features/unicodeHighlighter/register";
import "monaco-editor/features/unusualLineTerminators/register";
import "monaco-editor/features/wordHighlighter/register";
import "monaco-editor/features/wordOperations/register";
import "monaco-editor/features/wordPartOperations/register";
import "@/ui/editor/languages.ts";
import { editor } from "monaco-editor/editor";
import EditorWorker from "monaco-editor/editor/editor.worker?worker";
import type { Theme } from "@/ui/theme.ts";

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

/** How every editor of the page behaves. */
export function editorOptions(): editor.IEditorConstructionOptions {
  return {
    automaticLayout: true,
    fontFamily: token("--font-code"),
    fontSize: 14,
    lineHeight: 22,
    fontLigatures: false,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    padding: { top: 12, bottom: 12 },
    overviewRulerBorder: false,
    overviewRulerLanes: 0,
    hideCursorInOverviewRuler: true,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 8,
    scrollbar: { alwaysConsumeMouseWheel: false, verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    links: false,
  };
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

/** A token as the editor's rules want it: six hex digits alone. */
function hex(name: string): string {
  return token(name).replace("#", "");
}

/** Dresses the editor in the page's own colours, read from the design tokens of the theme that is shown. */
export function dress(theme: Theme): void {
  const name = `codearena-${theme}`;
  editor.defineTheme(name, {
    base: theme === "dark" ? "vs-dark" : "vs",
    inherit: true,
    rules: [
      { token: "", foreground: hex("--ink") },
      { token: "comment", foreground: hex("--ink-3"), fontStyle: "italic" },
      { token: "keyword", foreground: hex("--accent") },
      { token: "string", foreground: hex("--ac") },
      { token: "number", foreground: hex("--tle") },
      { token: "constant", foreground: hex("--tle") },
      { token: "type", foreground: hex("--mle") },
      { token: "annotation", foreground: hex("--mle") },
      { token: "regexp", foreground: hex("--ole") },
      { token: "delimiter", foreground: hex("--ink-2") },
    ],
    colors: {
      "editor.background": token("--panel"),
      "editor.foreground": token("--ink"),
      "editorGutter.background": token("--panel"),
      "editorLineNumber.foreground": token("--ink-3"),
      "editorLineNumber.activeForeground": token("--ink"),
      "editorLineNumber.dimmedForeground": token("--ink-3"),
      "editor.lineHighlightBackground": token("--bg"),
      "editor.lineHighlightBorder": "#00000000",
      "editorWidget.background": token("--panel"),
      "editorWidget.border": token("--line-strong"),
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, token("--ink-2")])),
      "diffEditor.insertedLineBackground": `${token("--ac")}18`,
      "diffEditor.insertedTextBackground": `${token("--ac")}30`,
      "diffEditor.removedLineBackground": `${token("--wa")}16`,
      "diffEditor.removedTextBackground": `${token("--wa")}30`,
      "diffEditor.diagonalFill": token("--line"),
      focusBorder: token("--accent"),
    },
  });
  editor.setTheme(name);
}
