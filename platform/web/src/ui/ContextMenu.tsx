import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import styles from "@/ui/ContextMenu.module.css";

export interface MenuItem {
  label: string;
  keys?: string;
  danger?: boolean;
  run: () => void;
}

interface ContextMenuProps {
  label: string;
  at: { x: number; y: number };
  items: readonly MenuItem[];
  onClose: () => void;
}

/** A menu where the pointer, or the focused row, is: after the ARIA pattern, with the arrow keys. */
export function ContextMenu({ label, at, items, onClose }: ContextMenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const element = menu.current;
    if (element === null) return;
    const { width, height } = element.getBoundingClientRect();
    element.style.left = `${Math.max(4, Math.min(at.x, innerWidth - width - 4))}px`;
    element.style.top = `${Math.max(4, Math.min(at.y, innerHeight - height - 4))}px`;
    const before = document.activeElement;
    element.querySelector("button")?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [at]);
  useEffect(() => {
    const outside = (event: Event) => {
      if (!menu.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener("pointerdown", outside);
    window.addEventListener("blur", onClose);
    return () => {
      document.removeEventListener("pointerdown", outside);
      window.removeEventListener("blur", onClose);
    };
  }, [onClose]);
  const press = (event: KeyboardEvent) => {
    const buttons = [...(menu.current?.querySelectorAll("button") ?? [])];
    const now = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: now + 1, ArrowUp: now - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (event.key === "Escape" || event.key === "Tab") onClose();
    if (to !== undefined) buttons[(to + buttons.length) % buttons.length]?.focus();
    event.stopPropagation();
    if (to !== undefined || event.key === "Tab") event.preventDefault();
  };
  return (
    <div ref={menu} role="menu" aria-label={label} tabIndex={-1} className={styles.menu} onKeyDown={press}>
      {items.map(({ label: words, keys, danger, run }) => (
        <button
          key={words}
          type="button"
          role="menuitem"
          tabIndex={-1}
          className={danger ? styles.danger : ""}
          onClick={() => {
            onClose();
            run();
          }}
        >
          {words}
          {keys && <kbd>{keys}</kbd>}
        </button>
      ))}
    </div>
  );
}
