import { Link } from "react-router";
import type { SubmissionSummary } from "@/api/schema.ts";
import { VerdictBadge } from "@/features/submissions/VerdictBadge.tsx";
import { formatBytes, formatMs } from "@/lib/format.ts";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

const COLUMNS: Column<SubmissionSummary>[] = [
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
    cell: (row) => <Link to={`/problems/${encodeURIComponent(row.problem)}`}>{row.problemTitle ?? row.problem}</Link>,
  },
  { title: "Language", minor: true, cell: (row) => row.language },
  { title: "CPU time", numeric: true, minor: true, cell: (row) => formatMs(row.timeMs) },
  { title: "Memory", numeric: true, minor: true, cell: (row) => formatBytes(row.memoryBytes) },
  { title: "Submitted", cell: (row) => <Ago at={row.createdAt} /> },
];

export function SubmissionTable({ rows }: { rows: readonly SubmissionSummary[] }) {
  return <DataTable caption="Submissions" columns={COLUMNS} rows={rows} keyOf={(row) => row.id} />;
}
