import { useEffect, useRef } from "react";

interface Shortcuts {
  run: () => void;
  submit: () => void;
}

/**
 * Ctrl+Enter (or Cmd) runs, with Shift it submits, wherever the focus is. Caught on the way down, since the editor has a
 * meaning of its own for Ctrl+Enter.
 */
export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.altKey || event.repeat) return;
      event.preventDefault();
      event.stopPropagation();
      if (event.shiftKey) latest.current.submit();
      else latest.current.run();
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, []);
}
