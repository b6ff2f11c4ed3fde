import { Link } from "react-router";
import type { Rejudged, RejudgeResult } from "@/api/schema.ts";
import styles from "@/features/submissions/rejudge/RejudgeView.module.css";
import { VerdictBadge } from "@/features/submissions/VerdictBadge.tsx";
import { formatBytes, formatMs } from "@/lib/format.ts";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

interface RejudgedTableProps {
  rows: readonly Rejudged[];
  chosen: ReadonlySet<string>;
  /** Null where nothing can be chosen. */
  onToggle: ((submission: string) => void) | null;
}

/** Old beside new, one submission a row. */
export function RejudgedTable({ rows, chosen, onToggle }: RejudgedTableProps) {
  return (
    <DataTable
      caption="Submissions judged again"
      columns={[...choice(chosen, onToggle), ...COLUMNS]}
      rows={rows}
      keyOf={(row) => row.submission}
    />
  );
}

function choice(chosen: ReadonlySet<string>, onToggle: RejudgedTableProps["onToggle"]): Column<Rejudged>[] {
  if (onToggle === null) return [];
  const cell = (row: Rejudged) =>
    row.differs && row.after?.verdict !== "judge-error" ? (
      <input
        type="checkbox"
        aria-label={`Choose the submission by ${row.username}`}
        checked={chosen.has(row.submission)}
        onChange={() => onToggle(row.submission)}
      />
    ) : null;
  return [{ title: "Choose", minor: true, cell }];
}

const COLUMNS: Column<Rejudged>[] = [
  {
    title: "Submission",
    cell: (row) => (
      <span className={styles.submission}>
        <Link to={`/submissions/${encodeURIComponent(row.submission)}`}>{row.username}</Link>
        <span>
          {row.problem}, {row.language}
        </span>
      </span>
    ),
  },
  { title: "Before", cell: (row) => <VerdictBadge verdict={row.before.verdict} state="judged" /> },
  { title: "After", cell: (row) => <After row={row} /> },
  { title: "Score", minor: true, numeric: true, cell: (row) => pair(row, scoreOf) },
  { title: "CPU time", minor: true, numeric: true, cell: (row) => pair(row, (one) => formatMs(one.timeMs)) },
  { title: "Memory", minor: true, numeric: true, cell: (row) => pair(row, (one) => formatBytes(one.memoryBytes)) },
  { title: "Applied", minor: true, cell: (row) => (row.applied ? "yes" : "–") },
];

function After({ row }: { row: Rejudged }) {
  if (row.after !== null) return <VerdictBadge verdict={row.after.verdict} state="judged" />;
  return row.state === "cancelled" ? "not judged" : <VerdictBadge verdict={null} state={row.state} />;
}

function scoreOf(result: RejudgeResult): string {
  return result.score === null ? "–" : String(result.score);
}

/** One value where nothing changed, and else both. */
function pair(row: Rejudged, text: (result: RejudgeResult) => string): string {
  const before = text(row.before);
  const after = row.after === null ? before : text(row.after);
  return before === after ? before : `${before} → ${after}`;
}
