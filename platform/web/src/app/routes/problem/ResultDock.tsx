import { Link } from "react-router";
import type { ProblemDetail } from "@/api/schema.ts";
import styles from "@/app/routes/problem/ResultDock.module.css";
import { runnableSamples } from "@/features/problems/model.ts";
import { LiveSubmission } from "@/features/submissions/LiveSubmission.tsx";
import { RunResults } from "@/features/workbench/RunResults.tsx";
import type { RunRow } from "@/features/workbench/useRuns.ts";
import { Notice } from "@/ui/states.tsx";
import { Tabs } from "@/ui/Tabs.tsx";

export type DockTab = "samples" | "own" | "submission";

interface ResultDockProps {
  problem: ProblemDetail;
  tab: DockTab;
  onTab: (tab: DockTab) => void;
  samples: readonly RunRow[];
  own: readonly RunRow[];
  stdin: string;
  onStdin: (text: string) => void;
  submission: string | null;
  submitError: Error | null;
  signedIn: boolean;
}

function samplesHint(problem: ProblemDetail): string {
  if (problem.samples.length === 0) return "This problem has no samples.";
  return runnableSamples(problem).length > 0
    ? "Run tries your program on the samples. Nothing is judged."
    : "The samples show what the judge and your program say to each other. Run your program on an input of your own, or submit it.";
}

export function ResultDock(props: ResultDockProps) {
  const { problem, tab, onTab, samples, own, stdin, onStdin, submission, submitError, signedIn } = props;
  return (
    <Tabs
      label="Result"
      className={styles.dock}
      chosen={tab}
      onChoose={onTab}
      tabs={[
        {
          key: "samples",
          label: "Samples",
          content: (
            <div className={styles.body}>
              {samples.length > 0 ? <RunResults rows={samples} /> : <Hint>{samplesHint(problem)}</Hint>}
            </div>
          ),
        },
        {
          key: "own",
          label: "Own input",
          content: (
            <div className={styles.body}>
              <label className={styles.label}>
                Input
                <textarea
                  className={styles.input}
                  rows={4}
                  spellCheck={false}
                  value={stdin}
                  onChange={(event) => onStdin(event.target.value)}
                />
              </label>
              {own.length > 0 ? <RunResults rows={own} /> : <Hint>Run gives this input to your program.</Hint>}
            </div>
          ),
        },
        {
          key: "submission",
          label: "Submission",
          content: (
            <div className={styles.body}>
              {submitError && <Notice tone="error">{submitError.message}</Notice>}
              {submission ? (
                <LiveSubmission id={submission} key={submission} expectedTests={problem.testCount}>
                  {(known) => (
                    <p className={styles.more}>
                      <Link to={`/submissions/${encodeURIComponent(known.id)}`}>Details of this submission</Link>
                    </p>
                  )}
                </LiveSubmission>
              ) : (
                <Hint>
                  {signedIn ? "Submit has your program judged on every test." : "Sign in to submit your program."}
                </Hint>
              )}
            </div>
          ),
        },
      ]}
    />
  );
}

function Hint({ children }: { children: string }) {
  return (
    <p className={styles.hint}>
      {children} <kbd>Ctrl</kbd>+<kbd>Enter</kbd> runs, <kbd>Ctrl</kbd>+<kbd>Shift</kbd>+<kbd>Enter</kbd> submits.
    </p>
  );
}
