import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import { cx } from "@/lib/cx.ts";
import styles from "@/ui/Button.module.css";

type ButtonKind = "primary" | "secondary" | "quiet" | "danger";

interface Look {
  kind?: ButtonKind;
  small?: boolean;
  children?: ReactNode;
}

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { busy?: boolean };

/** While busy the button keeps its name and place, shows that it works and takes no further click. */
export function Button({ kind = "secondary", small, busy, className, children, onClick, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      onClick={busy ? (event) => event.preventDefault() : onClick}
      aria-disabled={busy || undefined}
      className={cx(styles.button, styles[kind], small && styles.small, busy && styles.busy, className)}
    >
      {children}
    </button>
  );
}

export function ButtonLink({ kind = "secondary", small, className, children, ...rest }: Look & LinkProps) {
  return (
    <Link {...rest} className={cx(styles.button, styles[kind], small && styles.small, className)}>
      {children}
    </Link>
  );
}

type IconButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { label: string };

export function IconButton({ label, className, children, ...rest }: IconButtonProps) {
  return (
    <button type="button" {...rest} aria-label={label} title={label} className={cx(styles.icon, className)}>
      {children}
    </button>
  );
}
