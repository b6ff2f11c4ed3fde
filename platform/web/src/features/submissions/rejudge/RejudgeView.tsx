import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Rejudge, RejudgeDetail } from "@/api/schema.ts";
import { Decisions } from "@/features/submissions/rejudge/Decisions.tsx";
import { progressOf, summaryOf } from "@/features/submissions/rejudge/model.ts";
import { rejudgeQuery } from "@/features/submissions/rejudge/queries.ts";
import { RejudgedTable } from "@/features/submissions/rejudge/RejudgedTable.tsx";
import styles from "@/features/submissions/rejudge/RejudgeView.module.css";
import { plural } from "@/lib/format.ts";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty, Notice } from "@/ui/states.tsx";

const NONE: ReadonlySet<string> = new Set();

/** A rejudge: how far it is, what would change, and the word that decides. */
export function RejudgeView({ id }: { id: string }) {
  const [differing, setDiffering] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(NONE);
  const query = useInfiniteQuery(rejudgeQuery(id, differing));
  const rejudge = query.data?.pages[0];
  const choosing = rejudge?.state === "ready";
  const toggle = (submission: string) =>
    setChosen((before) => {
      const after = new Set(before);
      if (!after.delete(submission)) after.add(submission);
      return after;
    });
  return (
    <>
      {rejudge && (
        <section className={styles.state} aria-label="State of the rejudge">
          <State rejudge={rejudge} />
          <Decisions rejudge={rejudge} chosen={choosing ? [...chosen] : []} />
        </section>
      )}
      <label className={styles.filter}>
        <input type="checkbox" checked={differing} onChange={(event) => setDiffering(event.target.checked)} />
        Only those that differ
      </label>
      <PagedList
        query={query}
        what="submissions of the rejudge"
        empty={<Empty title="None differs">{rejudge && summaryOf(rejudge, rejudge.changes)}</Empty>}
      >
        {(rows) => <RejudgedTable rows={rows} chosen={chosen} onToggle={choosing ? toggle : null} />}
      </PagedList>
    </>
  );
}

function State({ rejudge }: { rejudge: RejudgeDetail }) {
  const summary = summaryOf(rejudge, rejudge.changes);
  return (
    <div className={styles.words}>
      {rejudge.state === "running" && (
        <div className={styles.progress}>
          <progress value={progressOf(rejudge)} aria-label="Submissions judged again" />
          <span className="num">
            {rejudge.judged} / {rejudge.total}
          </span>
        </div>
      )}
      <p role="status">{summary}</p>
      {rejudge.failed > 0 && (
        <Notice tone="warning">
          {plural(rejudge.failed, "submission")} could not be judged, by a fault of ours, and will keep the verdict.
        </Notice>
      )}
      <p className={styles.fine}>{fate(rejudge)}</p>
    </div>
  );
}

function fate(rejudge: Rejudge): string {
  const version =
    rejudge.version === "current"
      ? "Judged by the current version of the problem."
      : "Judged by the version of the problem that each verdict came from.";
  switch (rejudge.state) {
    case "running":
    case "ready":
      return `${version} Verdicts stay as they are until the result is applied.`;
    case "applied":
      return `${plural(rejudge.applied, "submission")} got the new verdict, by ${rejudge.settledBy}.`;
    case "cancelled":
      return `Discarded by ${rejudge.settledBy}: no verdict changed.`;
    case "reverted":
      return `Reverted by ${rejudge.settledBy}: every submission has the verdict of before.`;
  }
}
