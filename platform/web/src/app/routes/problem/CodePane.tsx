import { RotateCcw } from "lucide-react";
import { type ReactNode, useRef } from "react";
import type { Language, ProblemDetail } from "@/api/schema.ts";
import styles from "@/app/routes/problem/CodePane.module.css";
import type { useProgram } from "@/app/routes/problem/useProgram.ts";
import { LanguagePicker } from "@/features/workbench/LanguagePicker.tsx";
import { Button, IconButton } from "@/ui/Button.tsx";
import { CodeEditor, type CodeEditorHandle } from "@/ui/editor/CodeEditor.tsx";
import { Notice } from "@/ui/states.tsx";

interface CodePaneProps {
  problem: ProblemDetail;
  program: ReturnType<typeof useProgram>;
  language: Language;
  actions: ReactNode;
}

export function CodePane({ problem, program, language, actions }: CodePaneProps) {
  const { allowed, starter, draft, choose } = program;
  const editor = useRef<CodeEditorHandle>(null);
  /** The editor first: its change event writes the draft, and would drop the text that the draft is to put aside. */
  const put = (text: string) => {
    editor.current?.replace(text);
    draft.replace(text);
    editor.current?.focus();
  };
  // The starter code is always at hand, so having replaced it is nothing to undo.
  const kept = draft.previous === draft.text || draft.previous === starter ? null : draft.previous;
  return (
    <section className={styles.pane} aria-label="Code">
      <div className={styles.bar}>
        <LanguagePicker languages={allowed} chosen={language.id} onChoose={choose} />
        <IconButton label="Reset to starter code" disabled={draft.isStarter} onClick={() => put(starter)}>
          <RotateCcw size={15} aria-hidden="true" />
        </IconButton>
        <div className={styles.actions}>{actions}</div>
      </div>
      {kept !== null && (
        <Notice className={styles.notice}>
          <span>Replaced. Your earlier text is kept.</span>
          <Button small onClick={() => put(kept)}>
            Undo
          </Button>
          <Button small kind="quiet" onClick={draft.settle}>
            Dismiss
          </Button>
        </Notice>
      )}
      {draft.unsaved && (
        <Notice tone="warning" className={styles.notice}>
          The browser's storage is full: the draft would not survive a reload.
        </Notice>
      )}
      <CodeEditor
        name={`${problem.slug}/${language.id}`}
        text={draft.text}
        mode={language.editorMode}
        label="Code"
        onChange={(_, text) => draft.write(text)}
        handle={editor}
      />
    </section>
  );
}
