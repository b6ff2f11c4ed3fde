import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import type { ProblemSummary } from "@/api/schema.ts";
import styles from "@/features/admin/admin.module.css";
import { useDeleteProblem } from "@/features/admin/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";

interface ManagedProblemsProps {
  problems: readonly ProblemSummary[];
  /** What else can be done with a problem. */
  more: (problem: ProblemSummary) => ReactNode;
}

export function ManagedProblems({ problems, more }: ManagedProblemsProps) {
  const [asked, setAsked] = useState<ProblemSummary | null>(null);
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
          {more(problem)}
          <Button small kind="danger" aria-label={`Delete ${problem.title}`} onClick={() => setAsked(problem)}>
            Delete
          </Button>
        </span>
      ),
    },
  ];
  return (
    <>
      <DataTable caption="Problems to manage" columns={columns} rows={problems} keyOf={(problem) => problem.slug} />
      <DeleteDialog problem={asked} onClose={() => setAsked(null)} />
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
