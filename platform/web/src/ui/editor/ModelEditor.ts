import { editor, languages, Uri } from "monaco-editor/editor";
import { diffLines, splitLines } from "@/lib/diff.ts";
import { dress, editorOptions } from "@/ui/editor/monaco.ts";
import { type Theme, watchTheme } from "@/ui/theme.ts";

export interface ModelEditorOptions {
  label: string;
  theme: () => Theme;
  onChange: (name: string, text: string) => void;
}

interface Shelf {
  model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
}

const MODES: Record<string, string> = {
  json: "javascript",
  jsonc: "javascript",
  htm: "html",
  mjs: "javascript",
  cjs: "javascript",
};

/**
 * One editor for many files, outside of React: a model per file, each with its undo history, its cursor and its scroll
 * position. Texts that come from elsewhere are put in as edits, so that all three survive them. It also shows a file beside
 * another version of it.
 */
export class ModelEditor {
  private readonly host: HTMLElement;
  private readonly plain = document.createElement("div");
  private readonly beside = document.createElement("div");
  private readonly editor: editor.IStandaloneCodeEditor;
  private readonly options: ModelEditorOptions;
  private readonly shelves = new Map<string, Shelf>();
  private readonly names = new Map<editor.ITextModel, string>();
  private readonly stopWatching: () => void;
  private comparison: { editor: editor.IStandaloneDiffEditor; theirs: editor.ITextModel } | null = null;
  private shown: string | null = null;
  private foreign = false;

  constructor(host: HTMLElement, options: ModelEditorOptions) {
    this.host = host;
    this.options = options;
    for (const element of [this.plain, this.beside]) {
      Object.assign(element.style, { position: "absolute", inset: "0" });
      host.append(element);
    }
    this.beside.hidden = true;
    dress(options.theme());
    this.stopWatching = watchTheme(() => dress(options.theme()));
    this.editor = editor.create(this.plain, {
      ...editorOptions(),
      model: null,
      wordBasedSuggestions: "currentDocument",
      ariaLabel: `${options.label}. Ctrl+M lets Tab leave the editor.`,
      bracketPairColorization: { enabled: false },
      // Other line separators are left as they are: this is somebody's file.
      unusualLineTerminators: "off",
    });
    void document.fonts?.ready.then(() => editor.remeasureFonts());
  }

  /** Shows a file, with this text if it was not shown before. */
  show(name: string, text: string): void {
    this.endComparison();
    if (this.shown === name) return;
    this.rememberView();
    this.shown = name;
    const shelf = this.shelves.get(name) ?? this.create(name, text);
    this.editor.setModel(shelf.model);
    if (shelf.view) this.editor.restoreViewState(shelf.view);
  }

  /** Puts another text in, by the fewest changed lines. */
  setText(name: string, text: string): void {
    const model = this.shelves.get(name)?.model;
    if (model === undefined) return;
    this.foreign = true;
    const eol = /\r\n/.test(text) ? editor.EndOfLineSequence.CRLF : editor.EndOfLineSequence.LF;
    if (text.includes("\n") && eol !== sequenceOf(model)) model.pushEOL(eol);
    model.pushStackElement();
    model.pushEditOperations([], editsBetween(model, text), () => null);
    model.pushStackElement();
    this.foreign = false;
  }

  /** Shows the file on the right of what the disk has, where it can be edited further. */
  compare(name: string, text: string, theirs: string): void {
    this.show(name, text);
    const model = this.shelves.get(name)?.model;
    if (model === undefined) return;
    const original = editor.createModel(theirs, model.getLanguageId());
    const diff = editor.createDiffEditor(this.beside, {
      ...editorOptions(),
      originalEditable: false,
      renderSideBySide: true,
      renderOverviewRuler: false,
      useInlineViewWhenSpaceIsLimited: true,
      originalAriaLabel: "What the disk has",
      modifiedAriaLabel: "Your text. Ctrl+M lets Tab leave the editor.",
    });
    diff.setModel({ original, modified: model });
    this.comparison = { editor: diff, theirs: original };
    this.plain.hidden = true;
    this.beside.hidden = false;
  }

  /** Forgets all files but these. */
  keep(names: ReadonlySet<string>): void {
    for (const name of [...this.shelves.keys()]) if (!names.has(name)) this.close(name);
  }

  /** Gives a file another name; what was done in it stays undoable. */
  move(from: string, to: string): void {
    const shelf = this.shelves.get(from);
    if (shelf === undefined) return;
    this.shelves.delete(from);
    this.shelves.set(to, shelf);
    this.names.set(shelf.model, to);
    editor.setModelLanguage(shelf.model, modeOf(to));
    if (this.shown === from) this.shown = to;
  }

  reveal(line: number, column: number): void {
    this.editor.setPosition({ lineNumber: line, column });
    this.editor.revealLineInCenterIfOutsideViewport(line);
  }

  focus(): void {
    (this.comparison?.editor ?? this.editor).focus();
  }

  /** Does one of the editor's own actions, such as `editor.action.commentLine`. */
  act(action: string): void {
    this.focus();
    this.editor.trigger("page", action, null);
  }

  dispose(): void {
    this.endComparison();
    this.stopWatching();
    this.editor.dispose();
    for (const { model } of this.shelves.values()) model.dispose();
    this.shelves.clear();
    this.host.replaceChildren();
  }

  private close(name: string): void {
    const shelf = this.shelves.get(name);
    if (shelf === undefined) return;
    if (this.shown === name) {
      this.endComparison();
      this.shown = null;
      this.editor.setModel(null);
    }
    this.names.delete(shelf.model);
    shelf.model.dispose();
    this.shelves.delete(name);
  }

  private endComparison(): void {
    if (this.comparison === null) return;
    this.comparison.editor.dispose();
    this.comparison.theirs.dispose();
    this.comparison = null;
    this.beside.hidden = true;
    this.plain.hidden = false;
  }

  private create(name: string, text: string): Shelf {
    const model = editor.createModel(text, modeOf(name), nextUri());
    model.detectIndentation(true, 4);
    model.onDidChangeContent(() => {
      const now = this.names.get(model);
      if (!this.foreign && now !== undefined) this.options.onChange(now, textOf(model));
    });
    const shelf: Shelf = { model, view: null };
    this.shelves.set(name, shelf);
    this.names.set(model, name);
    return shelf;
  }

  private rememberView(): void {
    const shelf = this.shown === null ? undefined : this.shelves.get(this.shown);
    if (shelf) shelf.view = this.editor.saveViewState();
  }
}

/** With its byte order mark: a file that had one keeps it. */
function textOf(model: editor.ITextModel): string {
  return model.getValue(editor.EndOfLinePreference.TextDefined, true);
}

function sequenceOf(model: editor.ITextModel): editor.EndOfLineSequence {
  return model.getEOL() === "\n" ? editor.EndOfLineSequence.LF : editor.EndOfLineSequence.CRLF;
}

function editsBetween(model: editor.ITextModel, text: string): editor.IIdentifiedSingleEditOperation[] {
  const plain = (value: string) => value.replace(/^\ufeff/, "").replaceAll("\r\n", "\n");
  const before = splitLines(plain(model.getValue()));
  const after = splitLines(plain(text));
  const last = model.getFullModelRange();
  return diffLines(before, after).map(({ aStart, aEnd, bStart, bEnd }) => {
    const end =
      aEnd < before.length ? { line: aEnd + 1, column: 1 } : { line: last.endLineNumber, column: last.endColumn };
    const start =
      aStart < before.length ? { line: aStart + 1, column: 1 } : { line: last.endLineNumber, column: last.endColumn };
    return {
      range: { startLineNumber: start.line, startColumn: start.column, endLineNumber: end.line, endColumn: end.column },
      text: after.slice(bStart, bEnd).join(""),
    };
  });
}

/** The syntax of a file, told by its name. */
function modeOf(name: string): string {
  const file = name.slice(name.lastIndexOf("/") + 1).toLowerCase();
  const extension = file.slice(file.lastIndexOf(".") + 1);
  const found = languages
    .getLanguages()
    .find(
      ({ extensions = [], filenames = [] }) =>
        filenames.some((one) => one.toLowerCase() === file) ||
        extensions.some((one) => one.toLowerCase() === `.${extension}`),
    );
  return MODES[extension] ?? found?.id ?? "plaintext";
}

let models = 0;

/** Models are known to the editor by an address; two of one page must not share one. */
function nextUri(): Uri {
  models += 1;
  return Uri.from({ scheme: "codearena", path: `/model/${models}` });
}
