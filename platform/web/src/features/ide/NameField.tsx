import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import styles from "@/features/ide/NameField.module.css";
import { nameFault } from "@/workspace/files/tree.ts";

interface NameFieldProps {
  label: string;
  start: string;
  taken: readonly string[];
  onDone: (name: string) => void;
  onCancel: () => void;
}

/** A name in the place where it will stand. Enter takes it, Escape and leaving the field without a change do not. */
export function NameField({ label, start, taken, onDone, onCancel }: NameFieldProps) {
  const [name, setName] = useState(start);
  const field = useRef<HTMLInputElement>(null);
  const id = useId();
  const fault = name === start ? null : nameFault(name.trim(), taken);
  useEffect(() => {
    field.current?.focus();
    const dot = start.lastIndexOf(".");
    field.current?.setSelectionRange(0, dot > 0 ? dot : start.length);
  }, [start]);
  const finish = () => {
    if (name.trim() === start || name.trim() === "") onCancel();
    else if (fault === null) onDone(name.trim());
  };
  const press = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Enter") finish();
    if (event.key === "Escape") onCancel();
  };
  return (
    <span className={styles.frame}>
      <input
        ref={field}
        aria-label={label}
        aria-invalid={fault !== null || undefined}
        aria-describedby={fault === null ? undefined : id}
        className={styles.field}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onKeyDown={press}
        onBlur={() => (fault === null ? finish() : onCancel())}
        onClick={(event) => event.stopPropagation()}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
      />
      {fault !== null && name !== "" && (
        <span id={id} role="alert" className={styles.fault}>
          {fault}
        </span>
      )}
    </span>
  );
}
