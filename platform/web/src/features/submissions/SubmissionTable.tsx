import { Link } from "react-router";
import type { SubmissionSummary } from "@/api/schema.ts";
import { VerdictBadge } from "@/features/submissions/VerdictBadge.tsx";
import { formatBytes, formatMs } from "@/lib/format.ts";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

const columnsWith = (titles: ReadonlyMap<string, string>): Column<SubmissionSummary>[] => [
  {
    title: "Verdict",
    cell: (row) => (
      <Link to={`/submissions/${encodeURIComponent(row.id)}`}>
        <VerdictBadge verdict={row.verdict} state={row.state} />
      </Link>
    ),
  },
  {
    title: "Problem",
    cell: ({ problem }) =>
      problem === null ? (
        "–"
      ) : (
        <Link to={`/problems/${encodeURIComponent(problem)}`}>{titles.get(problem) ?? problem}</Link>
      ),
  },
  { title: "Language", minor: true, cell: (row) => row.language },
  { title: "CPU time", numeric: true, minor: true, cell: (row) => formatMs(ran(row) ? row.timeMs : null) },
  { title: "Memory", numeric: true, minor: true, cell: (row) => formatBytes(ran(row) ? row.memoryBytes : null) },
  { title: "Submitted", cell: (row) => <Ago at={row.createdAt} /> },
];

/** What did not compile has cost nothing, and 0 ms would look as if it had run. */
function ran(row: SubmissionSummary): boolean {
  return row.verdict !== "compile-error";
}

interface SubmissionTableProps {
  rows: readonly SubmissionSummary[];
  titles: ReadonlyMap<string, string>;
}

export function SubmissionTable({ rows, titles }: SubmissionTableProps) {
  return <DataTable caption="Submissions" columns={columnsWith(titles)} rows={rows} keyOf={(row) => row.id} />;
}
