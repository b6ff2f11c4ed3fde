import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import { Link } from "react-router";
import styles from "@/ui/Menu.module.css";

interface MenuProps {
  label: string;
  trigger: ReactNode;
  children: ReactNode;
}

/**
 * A disclosure of links and buttons, reached with Tab like any other (not an ARIA menu, whose arrow keys few expect on a
 * web page). Escape, a click elsewhere and choosing close it.
 */
export function Menu({ label, trigger, children }: MenuProps) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  useEffect(() => {
    if (!open) return;
    const outside = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    const closeOnEscape = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", outside);
    document.addEventListener("focusin", outside);
    document.addEventListener("keydown", closeOnEscape);
    return () => {
      document.removeEventListener("pointerdown", outside);
      document.removeEventListener("focusin", outside);
      document.removeEventListener("keydown", closeOnEscape);
    };
  }, [open]);
  return (
    <div ref={root} className={styles.root}>
      <button
        ref={button}
        type="button"
        className={styles.trigger}
        aria-label={label}
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {trigger}
      </button>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/noStaticElementInteractions: only closes after its items were activated, by whatever means */}
      <div id={id} className={styles.panel} hidden={!open} onClick={() => setOpen(false)}>
        {children}
      </div>
    </div>
  );
}

export function MenuLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className={styles.item}>
      {children}
    </Link>
  );
}

export function MenuButton({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" className={styles.item} onClick={onClick}>
      {children}
    </button>
  );
}

/** A link that leaves the app's own pages, such as a download. */
export function MenuAnchor({ href, download, children }: { href: string; download?: string; children: ReactNode }) {
  return (
    <a href={href} download={download} className={styles.item}>
      {children}
    </a>
  );
}
