import type { Submission } from "@/api/schema.ts";
import styles from "@/features/submissions/SubmissionDetails.module.css";
import { readSource } from "@/features/submissions/source.ts";
import { TestTable } from "@/features/submissions/TestTable.tsx";
import { VerdictHistory } from "@/features/submissions/VerdictHistory.tsx";
import { CopyButton } from "@/ui/CopyButton.tsx";
import { CodeEditor } from "@/ui/editor/CodeEditor.tsx";
import { Notice } from "@/ui/states.tsx";

const LINE_PX = 22;
const MOST_LINES = 40;

interface SubmissionDetailsProps {
  submission: Submission;
  editorMode: string;
}

/** What stands below the verdict: every test, and the source. */
export function SubmissionDetails({ submission, editorMode }: SubmissionDetailsProps) {
  const { tests, files, history = [] } = submission;
  return (
    <>
      {tests.length > 0 && (
        <section className={styles.section}>
          <h2>Tests</h2>
          <TestTable tests={tests} />
        </section>
      )}
      {history.length > 1 && (
        <section className={styles.section}>
          <h2>Verdicts so far</h2>
          <VerdictHistory history={history} />
        </section>
      )}
      {(files ?? []).map((file) => {
        const text = readSource(file);
        const lines = Math.min(MOST_LINES, (text ?? "").split("\n").length + 1);
        return (
          <section key={file.path} className={styles.section}>
            <div className={styles.head}>
              <h2>
                <code>{file.path}</code>
              </h2>
              {text !== null && <CopyButton wide text={text} what={`the source ${file.path}`} />}
            </div>
            {text === null ? (
              <Notice>This file is not text.</Notice>
            ) : (
              <div className={styles.source} style={{ height: `${lines * LINE_PX + 24}px` }}>
                <CodeEditor
                  readOnly
                  name={`${submission.id}/${file.path}`}
                  text={text}
                  mode={editorMode}
                  label={`Source ${file.path}`}
                />
              </div>
            )}
          </section>
        );
      })}
    </>
  );
}
