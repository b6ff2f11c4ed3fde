import { useState } from "react";
import { Link } from "react-router";
import type { ProblemSummary } from "@/api/schema.ts";
import styles from "@/features/admin/admin.module.css";
import { useDeleteProblem, useRejudgeProblem } from "@/features/admin/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";

type Asked = { what: "delete" | "rejudge"; problem: ProblemSummary };

export function ManagedProblems({ problems }: { problems: readonly ProblemSummary[] }) {
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns: Column<ProblemSummary>[] = [
    {
      title: "Problem",
      cell: (problem) => <Link to={`/problems/${encodeURIComponent(problem.slug)}`}>{problem.title}</Link>,
    },
    { title: "Slug", minor: true, cell: (problem) => <code>{problem.slug}</code> },
    {
      title: "Actions",
      cell: (problem) => (
        <span className={styles.actions}>
          <Button small aria-label={`Rejudge ${problem.title}`} onClick={() => setAsked({ what: "rejudge", problem })}>
            Rejudge
          </Button>
          <Button
            small
            kind="danger"
            aria-label={`Delete ${problem.title}`}
            onClick={() => setAsked({ what: "delete", problem })}
          >
            Delete
          </Button>
        </span>
      ),
    },
  ];
  const close = () => setAsked(null);
  return (
    <>
      <DataTable caption="Problems to manage" columns={columns} rows={problems} keyOf={(problem) => problem.slug} />
      <DeleteDialog problem={asked?.what === "delete" ? asked.problem : null} onClose={close} />
      <RejudgeDialog problem={asked?.what === "rejudge" ? asked.problem : null} onClose={close} />
    </>
  );
}

interface AskProps {
  problem: ProblemSummary | null;
  onClose: () => void;
}

function DeleteDialog({ problem, onClose }: AskProps) {
  const remove = useDeleteProblem();
  return (
    <Dialog
      title={`Delete ${problem?.title}?`}
      open={problem !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            busy={remove.isPending}
            onClick={() => problem && remove.mutate(problem.slug, { onSuccess: onClose })}
          >
            Delete problem
          </Button>
        </>
      }
    >
      <p>The problem disappears from the list and takes no more submissions. This cannot be undone.</p>
      {remove.error && <Notice tone="error">{remove.error.message}</Notice>}
    </Dialog>
  );
}

function RejudgeDialog({ problem, onClose }: AskProps) {
  const rejudge = useRejudgeProblem();
  return (
    <Dialog
      title={`Rejudge ${problem?.title}?`}
      open={problem !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="primary"
            busy={rejudge.isPending}
            onClick={() => problem && rejudge.mutate(problem.slug, { onSuccess: onClose })}
          >
            Rejudge all
          </Button>
        </>
      }
    >
      <p>Every submission to this problem is judged again. Verdicts and standings may change.</p>
      {rejudge.error && <Notice tone="error">{rejudge.error.message}</Notice>}
    </Dialog>
  );
}
