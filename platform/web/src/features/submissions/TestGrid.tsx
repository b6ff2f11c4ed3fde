import { Check } from "lucide-react";
import type { Submission } from "@/api/schema.ts";
import { VERDICT_WORDS } from "@/api/verdicts.ts";
import { type CellState, cells } from "@/features/submissions/live.ts";
import styles from "@/features/submissions/TestGrid.module.css";
import { TONES } from "@/features/submissions/tones.ts";
import { cx } from "@/lib/cx.ts";
import { formatMs } from "@/lib/format.ts";

interface TestGridProps {
  submission: Pick<Submission, "tests" | "testCount" | "state">;
  chosen: number | null;
  onChoose: (test: number | null) => void;
}

const DENSE = 60;

/** A cell per test, filled as its verdict arrives. An ended test can be chosen to read about it. */
export function TestGrid({ submission, chosen, onChoose }: TestGridProps) {
  const row = cells(submission);
  if (row.length === 0) return null;
  return (
    <ul className={cx(styles.grid, row.length > DENSE && styles.dense)} aria-label="Tests">
      {row.map((cell, i) => {
        const number = i + 1;
        return (
          <li key={number}>
            <Cell
              number={number}
              cell={cell}
              chosen={chosen === number}
              onClick={() => onChoose(chosen === number ? null : number)}
            />
          </li>
        );
      })}
    </ul>
  );
}

interface CellProps {
  number: number;
  cell: CellState;
  chosen: boolean;
  onClick: () => void;
}

const PENDING_WORDS = { running: "running", waiting: "waiting", "not-run": "not run" };

function Cell({ number, cell, chosen, onClick }: CellProps) {
  if (typeof cell === "string") {
    const words = `Test ${number}: ${PENDING_WORDS[cell]}`;
    return <span role="img" aria-label={words} title={words} className={cx(styles.cell, styles[cell])} />;
  }
  const { code, name } = VERDICT_WORDS[cell.verdict];
  const accepted = cell.verdict === "accepted";
  return (
    <button
      type="button"
      aria-label={`Test ${number}: ${name.toLowerCase()}`}
      aria-pressed={chosen}
      data-code={accepted ? undefined : code}
      title={`Test ${number}${cell.sample ? " (sample)" : ""}: ${name}, ${formatMs(cell.timeMs)}`}
      className={cx(styles.cell, styles.ended, styles[TONES[cell.verdict]])}
      onClick={onClick}
    >
      {accepted && <Check size={14} strokeWidth={3.25} aria-hidden="true" />}
    </button>
  );
}
