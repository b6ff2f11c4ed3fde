import { editor, languages, Uri } from "monaco-editor/editor";
import { dress, editorOptions } from "@/ui/editor/monaco.ts";
import type { Theme } from "@/ui/theme.ts";

export interface OpenDocument {
  /** Names the document; opening the same name again brings back its text and its undo history. */
  name: string;
  text: string;
  mode: string;
}

export interface SessionOptions {
  readOnly: boolean;
  label: string;
  theme: Theme;
  onChange: (name: string, text: string) => void;
}

/**
 * One editor and the documents opened in it, outside of React: it owns its models and disposes of them. Each document
 * keeps its own undo history, cursor and scroll position while another one is shown.
 */
export class EditorSession {
  private readonly editor: editor.IStandaloneCodeEditor;
  private readonly models = new Map<string, editor.ITextModel>();
  private readonly views = new Map<string, editor.ICodeEditorViewState>();
  private readonly options: SessionOptions;
  private readonly id = nextId();
  private shown: string | null = null;

  constructor(host: HTMLElement, options: SessionOptions) {
    this.options = options;
    dress(options.theme);
    this.editor = editor.create(host, {
      ...editorOptions(),
      model: null,
      wordBasedSuggestions: "currentDocument",
      readOnly: options.readOnly,
      domReadOnly: options.readOnly,
      ariaLabel: `${options.label}. Ctrl+M lets Tab leave the editor.`,
      renderLineHighlight: options.readOnly ? "none" : "line",
      tabSize: 4,
      quickSuggestions: !options.readOnly,
      bracketPairColorization: { enabled: false },
    });
    // Measured before the bundled font arrived, the cursor would sit beside the letters.
    void document.fonts?.ready.then(() => editor.remeasureFonts());
  }

  open(wanted: OpenDocument): void {
    if (this.shown === wanted.name) return;
    this.rememberView();
    this.shown = wanted.name;
    this.editor.setModel(this.models.get(wanted.name) ?? this.create(wanted));
    const view = this.views.get(wanted.name);
    if (view) this.editor.restoreViewState(view);
  }

  /** Replaces the whole text as one edit, so that undo brings the former text back. */
  replace(text: string): void {
    const model = this.editor.getModel();
    if (model === null) return;
    this.editor.pushUndoStop();
    model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    this.editor.pushUndoStop();
  }

  undo(): void {
    this.editor.trigger("page", "undo", null);
  }

  focus(): void {
    this.editor.focus();
  }

  dispose(): void {
    this.editor.dispose();
    for (const model of this.models.values()) model.dispose();
    this.models.clear();
  }

  private create({ name, text, mode }: OpenDocument): editor.ITextModel {
    const known = languages.getLanguages().some((language) => language.id === mode);
    const uri = Uri.from({ scheme: "codearena", path: `/${this.id}/${name}` });
    const model = editor.createModel(text, known ? mode : "plaintext", uri);
    model.onDidChangeContent(() => this.options.onChange(name, model.getValue()));
    this.models.set(name, model);
    return model;
  }

  private rememberView(): void {
    const view = this.shown === null ? null : this.editor.saveViewState();
    if (this.shown !== null && view !== null) this.views.set(this.shown, view);
  }
}

let sessions = 0;

/** Model addresses are global in Monaco, so two editors on one page must not share them. */
function nextId(): number {
  sessions += 1;
  return sessions;
}
