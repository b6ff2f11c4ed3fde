import type { ProblemDetail, Sample } from "@/api/schema.ts";
import { Difficulty } from "@/features/problems/Difficulty.tsx";
import { type Turn, turnsOf } from "@/features/problems/interaction.ts";
import styles from "@/features/problems/Statement.module.css";
import { formatBytes, formatLimitMs } from "@/lib/format.ts";
import { CopyButton } from "@/ui/CopyButton.tsx";
import { Prose } from "@/ui/Prose.tsx";

const KINDS: Record<Exclude<ProblemDetail["kind"], "batch">, string> = {
  interactive: "Interactive",
  "multi-pass": "Multi-pass",
  scoring: "Scoring",
};

export function Statement({ problem }: { problem: ProblemDetail }) {
  const pdf = problem.statementPdfUrl;
  return (
    <article className={styles.statement}>
      <header>
        <h1>{problem.title}</h1>
        <dl className={styles.facts}>
          <Fact name="CPU time" value={formatLimitMs(problem.limits.timeMs)} />
          <Fact name="Memory" value={formatBytes(problem.limits.memoryBytes)} />
          {problem.difficulty && (
            <div>
              <dt>Difficulty</dt>
              <dd>
                <Difficulty value={problem.difficulty} />
              </dd>
            </div>
          )}
          {problem.kind !== "batch" && <Fact name="Kind" value={KINDS[problem.kind]} />}
        </dl>
      </header>
      {problem.statementHtml && <Prose html={problem.statementHtml} />}
      {pdf && <PdfStatement url={pdf} title={problem.title} />}
      {problem.samples.length > 0 && (
        <section aria-label="Samples" className={styles.samples}>
          {problem.samples.map((sample, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other identity and never move
            <SampleView key={i} number={i + 1} sample={sample} />
          ))}
        </section>
      )}
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

function PdfStatement({ url, title }: { url: string; title: string }) {
  return (
    <div className={styles.pdf}>
      <iframe src={url} title={`Statement of ${title}`} />
      <a href={url} target="_blank" rel="noreferrer">
        Open the statement as PDF
      </a>
    </div>
  );
}

function SampleView({ number, sample }: { number: number; sample: Sample }) {
  return (
    <section aria-label={`Sample ${number}`}>
      <h2>Sample {number}</h2>
      {sample.interaction ? (
        <Interaction turns={turnsOf(sample.interaction)} />
      ) : (
        <div className={styles.pair}>
          <SampleText title="Input" what={`input of sample ${number}`} text={sample.input} />
          <SampleText title="Output" what={`output of sample ${number}`} text={sample.answer} />
        </div>
      )}
    </section>
  );
}

/** Who says what, in turn: the judge on the left, the program on the right. */
function Interaction({ turns }: { turns: readonly Turn[] }) {
  return (
    <div className={styles.interaction}>
      <h3>Judge</h3>
      <h3>Your program</h3>
      {turns.map((turn, i) => (
        // A row each: what stands lower is said later.
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no other identity and never move
        <pre key={i} className={styles[turn.by]} style={{ gridRow: i + 2 }}>
          {turn.by === "pass" ? "next pass" : turn.text}
        </pre>
      ))}
    </div>
  );
}

function SampleText({ title, what, text }: { title: string; what: string; text: string }) {
  return (
    <div className={styles.text}>
      <div className={styles.textHead}>
        <h3>{title}</h3>
        <CopyButton text={text} what={what} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: text that scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>{text}</pre>
    </div>
  );
}
