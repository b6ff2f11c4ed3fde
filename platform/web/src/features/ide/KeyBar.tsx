import { useState } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/KeyBar.module.css";

const KEYS: readonly [label: string, name: string, sent: string][] = [
  ["Esc", "Escape", "\x1b"],
  ["Tab", "Tab", "\t"],
  ["↑", "Up", "\x1b[A"],
  ["↓", "Down", "\x1b[B"],
  ["←", "Left", "\x1b[D"],
  ["→", "Right", "\x1b[C"],
  ["^C", "Interrupt", "\x03"],
  ["|", "Pipe", "|"],
  ["/", "Slash", "/"],
  ["-", "Dash", "-"],
  ["~", "Tilde", "~"],
];

/** The keys that a phone has not. */
export function KeyBar({ terminal }: { terminal: number }) {
  const { terminals } = useIde().workspace;
  const [held, setHeld] = useState(false);
  const hold = (next: boolean) => {
    setHeld(next);
    terminals.view(terminal)?.holdControl(next);
  };
  const send = (text: string) => {
    terminals.view(terminal)?.type(text);
    terminals.view(terminal)?.focus();
    setHeld(false);
  };
  return (
    <div className={styles.bar} role="toolbar" aria-label="Keys of the terminal">
      <button type="button" aria-pressed={held} className={styles.key} onClick={() => hold(!held)}>
        Ctrl
      </button>
      {KEYS.map(([label, name, sent]) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          className={styles.key}
          // The keyboard of the phone stays where it is.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => send(sent)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}
