import { cx } from "@/lib/cx.ts";
import styles from "@/ui/StatusBadge.module.css";

export type Tone = "ac" | "wa" | "tle" | "mle" | "ole" | "rte" | "ce" | "je" | "none";

/** A short code in its colour with the words beside it, so that neither colour nor code must be known. */
export function StatusBadge({ tone, code, label }: { tone: Tone; code?: string; label: string }) {
  return (
    <span className={cx(styles.badge, styles[tone])}>
      {code && (
        <span className={styles.code} aria-hidden="true">
          {code}
        </span>
      )}
      <span className={styles.label}>{label}</span>
    </span>
  );
}
