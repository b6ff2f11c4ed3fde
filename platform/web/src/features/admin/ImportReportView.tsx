import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link } from "react-router";
import type { ImportedSubmission, ImportReport, StartedImport, Verdict } from "@/api/schema.ts";
import { VERDICT_WORDS } from "@/api/verdicts.ts";
import styles from "@/features/admin/admin.module.css";
import { importQuery } from "@/features/admin/queries.ts";
import { plural } from "@/lib/format.ts";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { Loaded } from "@/ui/Loaded.tsx";
import { StatusBadge } from "@/ui/StatusBadge.tsx";
import { BoneRows, Loading, Notice } from "@/ui/states.tsx";

const nameOf = (verdict: Verdict) => VERDICT_WORDS[verdict].name;

const columnsOf = (state: ImportReport["state"]): Column<ImportedSubmission>[] => [
  { title: "Submission", cell: (row) => <code>{row.path}</code> },
  { title: "Language", minor: true, cell: (row) => row.language ?? "–" },
  { title: "Expected", cell: (row) => row.expected.map(nameOf).join(" or ") || "–" },
  { title: "Verdict", cell: (row) => (row.verdict === null ? unjudged(state) : nameOf(row.verdict)) },
  { title: "Agrees", cell: (row) => <Agreement agrees={isOpen(row, state) ? null : row.agrees} /> },
];

function unjudged(state: ImportReport["state"]): string {
  return state === "running" ? "waiting" : "not judged";
}

/** Not judged yet, so that nothing can be said of its agreeing. */
function isOpen(row: ImportedSubmission, state: ImportReport["state"]): boolean {
  return row.verdict === null && state === "running";
}

function Agreement({ agrees }: { agrees: boolean | null }) {
  if (agrees === null) return <StatusBadge tone="none" label="–" />;
  return agrees ? <StatusBadge tone="ac" label="Yes" /> : <StatusBadge tone="wa" label="No" />;
}

/** An import from its start to its end, with what the package's own submissions got. */
export function ImportReportView({ started }: { started: StartedImport }) {
  const query = useQuery(importQuery(started.importId));
  const client = useQueryClient();
  const ended = query.data !== undefined && query.data.state !== "running";
  useEffect(() => {
    if (ended) void client.invalidateQueries({ queryKey: ["problems"] });
  }, [ended, client]);
  const bones = (
    <Loading label="Loading import">
      <BoneRows rows={2} />
    </Loading>
  );
  return (
    <section className={styles.report} aria-label={`Import of ${started.slug}`}>
      <Loaded query={query} failed="The import could not be loaded" loading={bones}>
        {(report) => <Report slug={started.slug} report={report} />}
      </Loaded>
    </section>
  );
}

function Report({ slug, report }: { slug: string; report: ImportReport }) {
  return (
    <>
      <Outcome slug={slug} report={report} />
      {report.messages.length > 0 && (
        <ul className={styles.messages}>
          {report.messages.map((message, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever added at the end
            <li key={i} className={styles[message.level]}>
              <span>{message.level}</span>
              {message.text}
            </li>
          ))}
        </ul>
      )}
      {report.submissions.length > 0 && (
        <DataTable
          caption={`Submissions of the package ${slug}`}
          columns={columnsOf(report.state)}
          rows={report.submissions}
          keyOf={(row) => row.path}
        />
      )}
    </>
  );
}

function Outcome({ slug, report }: { slug: string; report: ImportReport }) {
  const disagreeing = report.submissions.filter((row) => row.agrees === false).length;
  switch (report.state) {
    case "running":
      return <Notice>Importing {slug}: the package's own submissions are being judged.</Notice>;
    case "failed":
      return <Notice tone="error">{slug} was not imported. Nothing was changed.</Notice>;
    case "done":
      return disagreeing > 0 ? (
        <Notice tone="warning">
          <Link to={`/problems/${encodeURIComponent(slug)}`}>{slug}</Link> is imported, but{" "}
          {plural(disagreeing, "submission")} of its own did not get the expected verdict.
        </Notice>
      ) : (
        <Notice tone="success">
          <Link to={`/problems/${encodeURIComponent(slug)}`}>{slug}</Link> is imported, and all its submissions agree.
        </Notice>
      );
  }
}
