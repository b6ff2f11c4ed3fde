import { Link } from "react-router";
import type { Rejudge } from "@/api/schema.ts";
import { REJUDGE_WORDS, scopeWords } from "@/features/submissions/rejudge/model.ts";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

const COLUMNS: Column<Rejudge>[] = [
  {
    title: "Rejudge",
    cell: (row) => <Link to={`/rejudges/${encodeURIComponent(row.id)}`}>{capital(scopeWords(row))}</Link>,
  },
  { title: "State", cell: (row) => REJUDGE_WORDS[row.state] },
  { title: "Judged", numeric: true, minor: true, cell: (row) => `${row.judged} / ${row.total}` },
  { title: "Differ", numeric: true, cell: (row) => String(row.differing) },
  { title: "By", minor: true, cell: (row) => row.by },
  { title: "Begun", minor: true, cell: (row) => <Ago at={row.createdAt} /> },
];

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export function RejudgeTable({ rows }: { rows: readonly Rejudge[] }) {
  return <DataTable caption="Rejudges" columns={COLUMNS} rows={rows} keyOf={(row) => row.id} />;
}
