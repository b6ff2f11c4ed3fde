import type { PastVerdict, VerdictOrigin } from "@/api/schema.ts";
import { VerdictBadge } from "@/features/submissions/VerdictBadge.tsx";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

const ORIGINS: Record<VerdictOrigin, string> = {
  judged: "Judged",
  rejudged: "Judged again",
  reverted: "Taken back",
};

const COLUMNS: Column<PastVerdict>[] = [
  { title: "Verdict", cell: (row) => <VerdictBadge verdict={row.verdict} state="judged" /> },
  { title: "Why", cell: (row) => ORIGINS[row.why] },
  { title: "Score", numeric: true, minor: true, cell: (row) => (row.score === null ? "–" : String(row.score)) },
  { title: "When", cell: (row) => <Ago at={row.judgedAt} /> },
];

/** Every verdict the submission has had, the present one first. */
export function VerdictHistory({ history }: { history: readonly PastVerdict[] }) {
  return (
    <DataTable
      caption="Verdicts of this submission"
      columns={COLUMNS}
      rows={history.toReversed()}
      keyOf={(row) => String(row.attempt)}
    />
  );
}
