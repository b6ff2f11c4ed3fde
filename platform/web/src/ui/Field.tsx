import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";
import { cx } from "@/lib/cx.ts";
import styles from "@/ui/Field.module.css";

interface FieldFrame {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Keeps the label for screen readers only, where the place says it already. */
  bare?: boolean;
}

interface Wiring {
  id: string;
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
}

function Frame({ label, hint, error, bare, children }: FieldFrame & { children: (wiring: Wiring) => ReactNode }) {
  const id = useId();
  const note = error ?? hint;
  const noteId = `${id}-note`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={bare ? "visually-hidden" : styles.label}>
        {label}
      </label>
      {children({ id, "aria-describedby": note ? noteId : undefined, "aria-invalid": error ? true : undefined })}
      {note && (
        <p id={noteId} className={error ? styles.error : styles.hint}>
          {note}
        </p>
      )}
    </div>
  );
}

type TextFieldProps = FieldFrame & InputHTMLAttributes<HTMLInputElement>;

export function TextField({ label, hint, error, bare = false, className, ...rest }: TextFieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} bare={bare}>
      {(wiring) => <input {...rest} {...wiring} className={cx(styles.input, className)} />}
    </Frame>
  );
}

type SelectFieldProps = FieldFrame & SelectHTMLAttributes<HTMLSelectElement>;

export function SelectField({ label, hint, error, bare = false, className, children, ...rest }: SelectFieldProps) {
  return (
    <Frame label={label} hint={hint} error={error} bare={bare}>
      {(wiring) => (
        <select {...rest} {...wiring} className={cx(styles.input, styles.select, className)}>
          {children}
        </select>
      )}
    </Frame>
  );
}
