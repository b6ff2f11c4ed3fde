import type { TestResult } from "@/api/schema.ts";
import { VerdictBadge } from "@/features/submissions/VerdictBadge.tsx";
import { formatBytes, formatMs, formatScore } from "@/lib/format.ts";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

const COLUMNS: Column<TestResult>[] = [
  { title: "Test", numeric: true, cell: (test) => test.number },
  { title: "Verdict", cell: (test) => <VerdictBadge verdict={test.verdict} state="judged" /> },
  { title: "CPU time", numeric: true, cell: (test) => formatMs(test.timeMs) },
  { title: "Wall time", numeric: true, minor: true, cell: (test) => formatMs(test.wallMs) },
  { title: "Memory", numeric: true, cell: (test) => formatBytes(test.memoryBytes) },
  { title: "Group", minor: true, cell: (test) => (test.sample ? "sample" : (test.group ?? "–")) },
];

const SCORE: Column<TestResult> = {
  title: "Score",
  numeric: true,
  cell: (test) => (test.score === null || test.score === undefined ? "–" : formatScore(test.score)),
};

export function TestTable({ tests }: { tests: readonly TestResult[] }) {
  const scored = tests.some((test) => typeof test.score === "number");
  const columns = scored ? [...COLUMNS.slice(0, 2), SCORE, ...COLUMNS.slice(2)] : COLUMNS;
  return <DataTable caption="Tests of this submission" columns={columns} rows={tests} keyOf={(t) => `${t.number}`} />;
}
