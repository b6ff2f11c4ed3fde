import type { JudgeState, OperationsReading, QueueLine } from "@/api/schema.ts";
import { formatCount, formatWait } from "@/features/operations/model.ts";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { Empty } from "@/ui/states.tsx";

const JUDGES: Column<JudgeState>[] = [
  { title: "Judge", cell: (judge) => <code>{judge.worker}</code> },
  { title: "In use", numeric: true, cell: (judge) => `${judge.busy} of ${judge.slots}` },
  { title: "Sandbox", cell: (judge) => judge.mode || "not ready" },
  { title: "Languages", minor: true, cell: (judge) => judge.languages.join(", ") },
  { title: "Up since", minor: true, cell: (judge) => <Ago at={judge.since} /> },
];

export function JudgesTable({ judges }: { judges: readonly JudgeState[] }) {
  return judges.length === 0 ? (
    <Empty title="No judge has told that it is alive">What is submitted waits until one does.</Empty>
  ) : (
    <DataTable caption="Judges" columns={JUDGES} rows={judges} keyOf={(judge) => judge.worker} />
  );
}

export function LinesTable({ reading }: { reading: OperationsReading }) {
  const broker = !reading.unknown.includes("broker");
  const known = (value: number) => (broker ? formatCount(value) : "?");
  const columns: Column<QueueLine>[] = [
    { title: "Lane", cell: (line) => line.lane },
    { title: "Language", cell: (line) => line.language },
    { title: "Backlog", numeric: true, cell: (line) => formatCount(line.backlog) },
    { title: "Released", numeric: true, cell: (line) => formatCount(line.released) },
    { title: "Messages", numeric: true, minor: true, cell: (line) => known(line.messages) },
    { title: "Judged now", numeric: true, cell: (line) => formatCount(line.judging) },
    { title: "Oldest", numeric: true, cell: (line) => (line.oldestMs > 0 ? formatWait(line.oldestMs) : "–") },
    { title: "Judges", numeric: true, minor: true, cell: (line) => known(line.consumers) },
  ];
  const busy = reading.lines.filter((line) => line.backlog + line.released + line.judging + line.messages > 0);
  return busy.length === 0 ? (
    <Empty title="Nothing waits" />
  ) : (
    <DataTable
      caption="Queues with anything in them"
      columns={columns}
      rows={busy}
      keyOf={(line) => `${line.lane}.${line.language}`}
    />
  );
}
