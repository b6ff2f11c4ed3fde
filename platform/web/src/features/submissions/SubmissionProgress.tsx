import { useState } from "react";
import type { Submission, TestResult } from "@/api/schema.ts";
import { STATE_WORDS, VERDICT_WORDS } from "@/api/verdicts.ts";
import { firstFailure } from "@/features/submissions/live.ts";
import styles from "@/features/submissions/SubmissionProgress.module.css";
import { TestGrid } from "@/features/submissions/TestGrid.tsx";
import { TONES } from "@/features/submissions/tones.ts";
import { cx } from "@/lib/cx.ts";
import { formatBytes, formatMs, formatScore } from "@/lib/format.ts";

interface SubmissionProgressProps {
  submission: Submission;
  /** The connection is down and being restored. */
  lost: boolean;
}

/** What is known of a submission, from the queue to the verdict. */
export function SubmissionProgress({ submission, lost }: SubmissionProgressProps) {
  const [chosen, setChosen] = useState<number | null>(null);
  const failed = firstFailure(submission);
  const shown = submission.tests.find((test) => test.number === chosen) ?? failed;
  return (
    <div className={styles.progress}>
      <Headline submission={submission} />
      <p className={styles.lost} hidden={!lost} role="status">
        {lost && "Connection lost. Reconnecting…"}
      </p>
      {shown && <TestNote test={shown} first={shown === failed && chosen === null} />}
      <TestGrid submission={submission} chosen={chosen} onChoose={setChosen} />
      {submission.compilerOutput && (
        <CompilerOutput text={submission.compilerOutput} failed={submission.verdict === "compile-error"} />
      )}
    </div>
  );
}

function Headline({ submission }: { submission: Submission }) {
  const { verdict, state, tests, testCount } = submission;
  const words = verdict === null ? null : VERDICT_WORDS[verdict];
  return (
    <div className={cx(styles.headline, verdict && styles[TONES[verdict]])}>
      <div role="status" className={styles.status}>
        {words ? (
          <>
            <span className={styles.code} aria-hidden="true">
              {words.code}
            </span>
            <strong className={styles.verdict}>{words.name}</strong>
          </>
        ) : (
          <strong className={styles.state}>{STATE_WORDS[state]}</strong>
        )}
      </div>
      {words ? (
        <dl className={styles.figures}>
          {tests.length > 0 && <Figure name="CPU time" value={formatMs(submission.timeMs)} />}
          {tests.length > 0 && <Figure name="Memory" value={formatBytes(submission.memoryBytes)} />}
          {tests.length > 0 && <Figure name="Tests" value={`${passed(tests)} / ${testCount ?? tests.length}`} />}
          {submission.score !== null && <Figure name="Score" value={formatScore(submission.score)} />}
        </dl>
      ) : (
        <p className={styles.waiting}>{waitingLine(submission)}</p>
      )}
    </div>
  );
}

function passed(tests: readonly TestResult[]): number {
  return tests.filter((test) => test.verdict === "accepted").length;
}

function waitingLine({ state, tests, testCount }: Submission): string {
  if (state === "queued") return "Waiting for a free worker";
  if (state === "compiling") return "Building the program";
  if (testCount === null) return `${tests.length} tests done`;
  return `Test ${Math.min(tests.length + 1, testCount)} of ${testCount}`;
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

function TestNote({ test, first }: { test: TestResult; first: boolean }) {
  const words = VERDICT_WORDS[test.verdict];
  return (
    <div className={cx(styles.note, styles[TONES[test.verdict]])}>
      <p>
        <strong>
          {first ? "First failing test: " : "Test "}
          {test.number}
        </strong>
        {test.sample && " (sample)"}: {words.name}
        <span className={styles.cost}>
          {formatMs(test.timeMs)} · {formatBytes(test.memoryBytes)}
        </span>
      </p>
      <p className={styles.message}>{test.message || words.means}</p>
      {test.judgeMessage && test.judgeMessage !== test.message && (
        <div className={styles.judges}>
          <h3>For judges</h3>
          <p className={styles.message}>{test.judgeMessage}</p>
        </div>
      )}
    </div>
  );
}

function CompilerOutput({ text, failed }: { text: string; failed: boolean }) {
  return (
    <details className={styles.compiler} open={failed}>
      <summary>Compiler output</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </details>
  );
}
