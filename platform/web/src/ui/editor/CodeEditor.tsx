import { type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import styles from "@/ui/editor/CodeEditor.module.css";
import type { EditorSession } from "@/ui/editor/EditorSession.ts";
import { Notice } from "@/ui/states.tsx";
import { useTheme } from "@/ui/theme.ts";

export interface CodeEditorHandle {
  replace: (text: string) => void;
  undo: () => void;
  focus: () => void;
}

interface CodeEditorProps {
  /** Names the document: a change of it shows another text, any other change of `text` is left to the editor. */
  name: string;
  text: string;
  mode: string;
  label: string;
  readOnly?: boolean;
  onChange?: (name: string, text: string) => void;
  handle?: Ref<CodeEditorHandle>;
}

/**
 * A code editor that arrives after the page. Until then the text is shown as it is, and if the editor cannot be loaded a
 * plain text field takes its place: one can always write and submit.
 */
export function CodeEditor({ name, text, mode, label, readOnly = false, onChange, handle }: CodeEditorProps) {
  const theme = useTheme();
  const host = useRef<HTMLDivElement>(null);
  const session = useRef<EditorSession | null>(null);
  const [phase, setPhase] = useState<"loading" | "ready" | "failed">("loading");
  const latest = useRef({ name, text, mode, theme, onChange });
  useEffect(() => {
    latest.current = { name, text, mode, theme, onChange };
  });

  useEffect(() => {
    let left = false;
    import("@/ui/editor/EditorSession.ts")
      .then(({ EditorSession }) => {
        if (left || host.current === null) return;
        const opened = new EditorSession(host.current, {
          readOnly,
          label,
          theme: latest.current.theme,
          onChange: (changed, value) => latest.current.onChange?.(changed, value),
        });
        opened.open(latest.current);
        session.current = opened;
        setPhase("ready");
      })
      .catch(() => {
        if (!left) setPhase("failed");
      });
    return () => {
      left = true;
      session.current?.dispose();
      session.current = null;
    };
  }, [readOnly, label]);

  useEffect(() => {
    session.current?.open({ name, text, mode });
  }, [name, text, mode]);

  useEffect(() => {
    if (phase === "ready") void import("@/ui/editor/monaco.ts").then(({ dress }) => dress(theme));
  }, [theme, phase]);

  useImperativeHandle(
    handle,
    () => ({
      replace: (value) => {
        if (session.current) session.current.replace(value);
        else latest.current.onChange?.(latest.current.name, value);
      },
      undo: () => session.current?.undo(),
      focus: () => session.current?.focus(),
    }),
    [],
  );

  return (
    <div className={styles.frame}>
      <div ref={host} className={styles.host} hidden={phase === "failed"} />
      {phase === "failed" && (
        <Notice tone="warning">The editor could not be loaded, so this is a plain text field.</Notice>
      )}
      {phase !== "ready" && (
        <textarea
          className={styles.plain}
          aria-label={label}
          aria-busy={phase === "loading"}
          value={text}
          readOnly={readOnly || phase === "loading"}
          onChange={(event) => onChange?.(name, event.target.value)}
          spellCheck={false}
          autoCapitalize="none"
          autoComplete="off"
        />
      )}
    </div>
  );
}
