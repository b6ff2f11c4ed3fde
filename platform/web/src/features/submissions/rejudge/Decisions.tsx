import { useState } from "react";
import type { Rejudge } from "@/api/schema.ts";
import { type Decision, useDecision } from "@/features/submissions/rejudge/queries.ts";
import styles from "@/features/submissions/rejudge/RejudgeView.module.css";
import { plural } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";

interface DecisionsProps {
  rejudge: Rejudge;
  /** Submissions that were ticked; none means all. */
  chosen: readonly string[];
}

/** Apply, discard or revert, each with a question before it. */
export function Decisions({ rejudge, chosen }: DecisionsProps) {
  const [asked, setAsked] = useState<Decision["what"] | null>(null);
  const decide = useDecision(rejudge.id);
  const close = () => {
    setAsked(null);
    decide.reset();
  };
  const all = rejudge.judged - rejudge.failed;
  const count = chosen.length > 0 ? chosen.length : all;
  const words = asked && WORDS[asked](rejudge, count);
  const say = () => {
    if (asked === null) return;
    const decision: Decision =
      asked === "apply" ? { what: asked, chosen: chosen.length > 0 ? chosen : null } : { what: asked };
    decide.mutate(decision, { onSuccess: () => setAsked(null) });
  };
  return (
    <div className={styles.decisions}>
      {rejudge.state === "ready" && all > 0 && (
        <Button kind="primary" onClick={() => setAsked("apply")}>
          {chosen.length > 0 ? `Apply ${chosen.length} chosen` : "Apply"}
        </Button>
      )}
      {(rejudge.state === "ready" || rejudge.state === "running") && (
        <Button onClick={() => setAsked("cancel")}>Discard</Button>
      )}
      {rejudge.state === "applied" && (
        <Button kind="danger" onClick={() => setAsked("revert")}>
          Revert
        </Button>
      )}
      <Dialog
        title={words?.title ?? ""}
        open={asked !== null}
        onClose={close}
        actions={
          <>
            <Button onClick={close}>Cancel</Button>
            <Button kind={asked === "apply" ? "primary" : "danger"} busy={decide.isPending} onClick={say}>
              {words?.action}
            </Button>
          </>
        }
      >
        <p>{words?.body}</p>
        {decide.error && <Notice tone="error">{decide.error.message}</Notice>}
      </Dialog>
    </div>
  );
}

interface Words {
  title: string;
  body: string;
  action: string;
}

const WORDS: Record<Decision["what"], (rejudge: Rejudge, count: number) => Words> = {
  apply: (rejudge, count) => ({
    title: `Apply ${plural(count, "verdict")}?`,
    body:
      `${plural(count, "submission")} of ${rejudge.total} get the new verdict at once, and standings follow. ` +
      "The former verdicts stay in the history, and this can be reverted.",
    action: "Apply verdicts",
  }),
  cancel: () => ({
    title: "Discard this rejudge?",
    body: "What was judged again is thrown away. Every verdict stays as it is.",
    action: "Discard results",
  }),
  revert: (rejudge) => ({
    title: "Revert this rejudge?",
    body: `${plural(rejudge.applied, "submission")} get the former verdict back, and standings follow.`,
    action: "Revert verdicts",
  }),
};
