import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useNavigate } from "react-router";
import { ApiError } from "@/api/errors.ts";
import type { Language, ProblemDetail } from "@/api/schema.ts";
import { CodePane } from "@/app/routes/problem/CodePane.tsx";
import { type DockTab, ResultDock } from "@/app/routes/problem/ResultDock.tsx";
import { useProgram } from "@/app/routes/problem/useProgram.ts";
import { useShortcuts } from "@/app/routes/problem/useShortcuts.ts";
import { useSubmit } from "@/app/routes/problem/useSubmit.ts";
import styles from "@/app/routes/problem/Workbench.module.css";
import { runnableSamples } from "@/features/problems/model.ts";
import { Statement } from "@/features/problems/Statement.tsx";
import { canManage, useMe } from "@/features/session/queries.ts";
import { lastSubmissionQuery } from "@/features/submissions/queries.ts";
import { RejudgeButton } from "@/features/submissions/rejudge/RejudgeButton.tsx";
import { runLimits, sourceFile } from "@/features/workbench/model.ts";
import { useRuns } from "@/features/workbench/useRuns.ts";
import { cx } from "@/lib/cx.ts";
import { Button } from "@/ui/Button.tsx";
import { SplitPane } from "@/ui/SplitPane.tsx";
import { Empty } from "@/ui/states.tsx";
import { useMedia } from "@/ui/useMedia.ts";

interface WorkbenchProps {
  problem: ProblemDetail;
  languages: readonly Language[];
}

const NARROW = "(max-width: 52rem)";
const VIEWS = ["Statement", "Code", "Result"] as const;
type View = (typeof VIEWS)[number];

/** A problem and the means to solve it: statement, editor, runs and verdict. */
export function Workbench({ problem, languages }: WorkbenchProps) {
  const me = useMe();
  const narrow = useMedia(NARROW);
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const [view, setView] = useState<View>("Statement");
  const [chosenTab, setTab] = useState<DockTab | null>(null);
  const [stdin, setStdin] = useState("");
  const [submitted, setSubmitted] = useState<string | null>(null);
  const program = useProgram(problem, languages, me);
  const signIn = () => navigate(`/sign-in?next=${encodeURIComponent(pathname)}`);
  const sampleRuns = useRuns(signIn);
  const ownRun = useRuns(signIn);
  const last = useQuery({ ...lastSubmissionQuery(problem.slug), enabled: me !== null });
  const submit = useSubmit((id) => {
    setSubmitted(id);
    show("submission");
  });
  const { language, draft } = program;
  // Coming back to a problem shows what became of the last submission, which may be running still.
  const tab = chosenTab ?? (last.data ? "submission" : "samples");
  const own = tab === "own" || (tab === "submission" && runnableSamples(problem).length === 0);

  function show(next: DockTab): void {
    setTab(next);
    setView("Result");
  }

  function mayAct(): boolean {
    if (me !== null) return language !== undefined;
    signIn();
    return false;
  }

  const run = () => {
    if (!mayAct() || language === undefined) return;
    const limits = runLimits(problem.limits);
    const wanted = { language: language.id, files: [sourceFile(language, draft.text)], limits };
    if (own) {
      show("own");
      void ownRun.start(wanted, [{ title: "Own input", input: stdin, sample: null }]);
    } else {
      show("samples");
      const cases = runnableSamples(problem).map((sample, i) => ({
        title: `Sample ${i + 1}`,
        input: sample.input,
        sample,
      }));
      void sampleRuns.start(wanted, cases);
    }
  };

  const hand = () => {
    if (!mayAct() || language === undefined || submit.isPending) return;
    const files = [sourceFile(language, draft.text)];
    const onError = (error: Error) => {
      if (error instanceof ApiError && error.kind === "unauthorized") signIn();
      else show("submission");
    };
    submit.mutate({ problem: problem.slug, language: language.id, files }, { onError });
  };

  useShortcuts({ run, submit: hand });

  const actions = (
    <>
      <Button onClick={run} busy={sampleRuns.running || ownRun.running} disabled={!language} title="Ctrl+Enter">
        Run
      </Button>
      <Button kind="primary" onClick={hand} busy={submit.isPending} disabled={!language} title="Ctrl+Shift+Enter">
        Submit
      </Button>
    </>
  );
  const statement = (
    <section className={styles.scroll} aria-label="Statement">
      <Statement problem={problem} />
      {canManage(me) && (
        <div className={styles.setters}>
          <RejudgeButton small scope={{ problem: problem.slug }} label={`Rejudge ${problem.title}`} />
        </div>
      )}
    </section>
  );
  const code = language ? (
    <CodePane problem={problem} program={program} language={language} actions={narrow ? null : actions} />
  ) : (
    <Empty title="No language is available">The judge has none of the languages this problem allows.</Empty>
  );
  const dock = (
    <ResultDock
      problem={problem}
      tab={tab}
      onTab={setTab}
      samples={sampleRuns.rows}
      own={ownRun.rows}
      stdin={stdin}
      onStdin={setStdin}
      submission={submitted ?? last.data?.id ?? null}
      submitError={submit.error}
      signedIn={me !== null}
    />
  );
  return (
    <>
      {narrow && view !== "Statement" && <h1 className="visually-hidden">{problem.title}</h1>}
      {narrow && <ViewSwitch view={view} onView={setView} />}
      <SplitPane
        id="statement"
        label="Resize statement and code"
        direction="row"
        start={44}
        only={narrow ? (view === "Statement" ? "first" : "second") : null}
        first={statement}
        second={
          <SplitPane
            id="result"
            label="Resize code and result"
            direction="column"
            start={60}
            only={narrow ? (view === "Code" ? "first" : "second") : null}
            first={code}
            second={dock}
          />
        }
      />
      {narrow && <div className={styles.actions}>{actions}</div>}
    </>
  );
}

function ViewSwitch({ view, onView }: { view: View; onView: (view: View) => void }) {
  return (
    <nav className={styles.views} aria-label="Parts of the problem">
      {VIEWS.map((one) => (
        <button
          key={one}
          type="button"
          aria-pressed={one === view}
          className={cx(styles.view, one === view && styles.chosen)}
          onClick={() => onView(one)}
        >
          {one}
        </button>
      ))}
    </nav>
  );
}
