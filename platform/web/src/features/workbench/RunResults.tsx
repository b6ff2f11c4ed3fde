import { Check, X } from "lucide-react";
import type { RunResult } from "@/api/schema.ts";
import { VERDICT_WORDS } from "@/api/verdicts.ts";
import { type RunOutcome, readOutcome } from "@/features/workbench/model.ts";
import styles from "@/features/workbench/RunResults.module.css";
import type { RunRow } from "@/features/workbench/useRuns.ts";
import { cx } from "@/lib/cx.ts";
import { formatBytes, formatMs } from "@/lib/format.ts";
import { CopyButton } from "@/ui/CopyButton.tsx";
import { Notice } from "@/ui/states.tsx";

/** What each run gave, beside what was expected. */
export function RunResults({ rows }: { rows: readonly RunRow[] }) {
  return (
    <ol className={styles.list}>
      {rows.map((row) => (
        <li key={row.title}>
          <Row row={row} />
        </li>
      ))}
    </ol>
  );
}

function Row({ row }: { row: RunRow }) {
  const { state } = row;
  switch (state.phase) {
    case "waiting":
      return <Head title={row.title} note="waiting" />;
    case "running":
      return <Head title={row.title} note="running…" busy />;
    case "skipped":
      return <Head title={row.title} note="not run" />;
    case "failed":
      return (
        <>
          <Head title={row.title} note="not run" />
          <Notice tone="error">{state.error.message}</Notice>
        </>
      );
    case "done": {
      const { result } = state;
      const outcome = readOutcome(result, row.sample);
      return (
        <>
          <Head
            title={row.title}
            note={outcome.verdict === "compile-error" ? outcome.ended : `${outcome.ended} · ${costOf(result)}`}
            outcome={outcome}
          />
          <div className={styles.texts}>
            {outcome.verdict !== "compile-error" && (
              <>
                <Text title="Input" text={row.input} />
                {row.sample && <Text title="Expected output" text={row.sample.answer} />}
                <Text title="Your output" text={result.stdout ?? ""} />
              </>
            )}
            {result.stderr && <Text title="Error stream" text={result.stderr} wide />}
            {result.compilerOutput && <Text title="Compiler output" text={result.compilerOutput} wide />}
          </div>
        </>
      );
    }
  }
}

function costOf(result: RunResult): string {
  return `${formatMs(result.timeMs)} CPU · ${formatBytes(result.memoryBytes)}`;
}

interface HeadProps {
  title: string;
  note: string;
  busy?: boolean;
  outcome?: RunOutcome;
}

function Head({ title, note, busy, outcome }: HeadProps) {
  return (
    <div className={styles.head}>
      <h2>{title}</h2>
      {outcome && <Mark outcome={outcome} />}
      <span className={cx(styles.note, busy && styles.busy)}>{note}</span>
    </div>
  );
}

function Mark({ outcome }: { outcome: RunOutcome }) {
  if (outcome.verdict !== null) {
    return (
      <span className={styles.bad}>
        <X size={14} strokeWidth={3} aria-hidden="true" /> {VERDICT_WORDS[outcome.verdict].name}
      </span>
    );
  }
  if (outcome.matches === null) return null;
  return outcome.matches ? (
    <span className={styles.good}>
      <Check size={14} strokeWidth={3} aria-hidden="true" /> Matches
    </span>
  ) : (
    <span className={styles.bad}>
      <X size={14} strokeWidth={3} aria-hidden="true" /> Differs
    </span>
  );
}

function Text({ title, text, wide = false }: { title: string; text: string; wide?: boolean }) {
  return (
    <div className={cx(styles.text, wide && styles.wide)}>
      <div className={styles.textHead}>
        <h3>{title}</h3>
        {text !== "" && <CopyButton text={text} what={title.toLowerCase()} />}
      </div>
      {text === "" ? (
        <p className={styles.nothing}>(empty)</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard
        <pre tabIndex={0}>{text}</pre>
      )}
    </div>
  );
}
