import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { RejudgeScope } from "@/api/schema.ts";
import { scopeWords } from "@/features/submissions/rejudge/model.ts";
import { rejudgeCountQuery, useStartRejudge } from "@/features/submissions/rejudge/queries.ts";
import { plural } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";

interface RejudgeButtonProps {
  scope: RejudgeScope;
  /** What the button is called for those who hear the page, where there are several. */
  label?: string;
  small?: boolean;
}

/** Asks, with the number of submissions, and then has them judged again. */
export function RejudgeButton({ scope, label, small }: RejudgeButtonProps) {
  const [open, setOpen] = useState(false);
  const navigate = useNavigate();
  const start = useStartRejudge();
  const close = () => {
    setOpen(false);
    start.reset();
  };
  const begin = () =>
    start.mutate(scope, { onSuccess: ({ rejudgeId }) => navigate(`/rejudges/${encodeURIComponent(rejudgeId)}`) });
  return (
    <>
      <Button small={small ?? false} aria-label={label} onClick={() => setOpen(true)}>
        Rejudge
      </Button>
      <Dialog
        title={`Judge ${scopeWords(scope)} again?`}
        open={open}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button kind="primary" busy={start.isPending} onClick={begin}>
              Judge again
            </Button>
          </>
        }
      >
        <Count scope={scope} />
        <p>
          They are judged by the current version of their problem, when nobody else waits. No verdict changes until you
          apply the result.
        </p>
        {start.error && <Notice tone="error">{start.error.message}</Notice>}
      </Dialog>
    </>
  );
}

function Count({ scope }: { scope: RejudgeScope }) {
  const count = useQuery(rejudgeCountQuery(scope));
  if (count.error) return <Notice tone="error">{count.error.message}</Notice>;
  if (count.data === undefined) return <p>Counting the submissions.</p>;
  const { submissions } = count.data;
  return (
    <p>
      <strong>{plural(submissions, "submission")}</strong> {submissions === 1 ? "has" : "have"} a verdict.
    </p>
  );
}
