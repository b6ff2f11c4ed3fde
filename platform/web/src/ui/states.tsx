import { CircleAlert, RotateCw } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";
import { cx } from "@/lib/cx.ts";
import { Button } from "@/ui/Button.tsx";
import styles from "@/ui/states.module.css";

/** What stands where content will be; the words are for those who hear the page. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div aria-busy="true">
      <span role="status" className="visually-hidden">
        {label}
      </span>
      <div aria-hidden="true">{children}</div>
    </div>
  );
}

export function Bone({ width = "100%", height = "1rem" }: { width?: string; height?: string }) {
  const style: CSSProperties = { width, height };
  return <span className={styles.bone} style={style} />;
}

export function BoneRows({ rows = 6 }: { rows?: number }) {
  return (
    <div className={styles.rows}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: placeholders have no identity
        <div key={row} className={styles.row}>
          <Bone width="1.25rem" height="1.25rem" />
          <Bone width={`${34 + ((row * 17) % 30)}%`} />
          <Bone width="4.5rem" />
        </div>
      ))}
    </div>
  );
}

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className={styles.empty}>
      <div className={styles.grid} aria-hidden="true">
        {[1, 2, 3, 4, 5, 6].map((cell) => (
          <i key={cell} />
        ))}
      </div>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

interface FailureProps {
  title: string;
  error: Error | null;
  onRetry?: (() => void) | undefined;
  retrying?: boolean;
}

/** A failed load, in place of what failed. */
export function Failure({ title, error, onRetry, retrying = false }: FailureProps) {
  return (
    <div role="alert" className={styles.failure}>
      <CircleAlert size={22} aria-hidden="true" />
      <div>
        <h2>{title}</h2>
        <p>{error?.message ?? "Something went wrong."}</p>
      </div>
      {onRetry && (
        <Button onClick={onRetry} busy={retrying}>
          <RotateCw size={15} aria-hidden="true" /> Try again
        </Button>
      )}
    </div>
  );
}

type Tone = "info" | "warning" | "error" | "success";

/** A short message inside a page; errors are announced at once. */
export function Notice({
  tone = "info",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <div role={tone === "error" ? "alert" : "status"} className={cx(styles.notice, styles[tone], className)}>
      {children}
    </div>
  );
}
