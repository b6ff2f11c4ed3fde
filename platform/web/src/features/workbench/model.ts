import type { AcceptedRun, Language, Limits, RunResult, Sample, SourceFile, Verdict } from "@/api/schema.ts";
import { isVerdict } from "@/api/verdicts.ts";
import { sameTokens } from "@/lib/tokens.ts";

/** The one file of a submission from the editor, named as the language's starter code is. */
export function sourceFile(language: Language, text: string): SourceFile {
  const extension = language.extensions[0]?.replace(/^\./, "");
  return { path: language.starterPath ?? (extension ? `main.${extension}` : "main"), content: text };
}

const MOST_RUN_MS = 10_000;
const MOST_RUN_BYTES = 1024 ** 3;

/** The problem's limits for a run of one's own, which may not go as far as those of a test. */
export function runLimits(limits: Limits): Pick<Limits, "timeMs" | "memoryBytes"> {
  return {
    timeMs: Math.min(limits.timeMs, MOST_RUN_MS),
    memoryBytes: Math.min(limits.memoryBytes, MOST_RUN_BYTES),
  };
}

/** The languages a problem may be solved in, in the order the server lists them; a problem that names none allows all. */
export function allowedLanguages(languages: readonly Language[], ids: readonly string[]): Language[] {
  return languages.filter((language) => ids.length === 0 || ids.includes(language.id));
}

export function isAvailable(language: Language): boolean {
  return language.available !== false;
}

/** The language to start with: the last one used if it can be used here, else the first that can. */
export function chooseLanguage(languages: readonly Language[], wanted: unknown): Language | undefined {
  const usable = languages.filter(isAvailable);
  return usable.find((language) => language.id === wanted) ?? usable[0];
}

export interface RunOutcome {
  /** What went wrong, null when the program ended by itself with status 0. */
  verdict: Verdict | null;
  /** How the program ended, in words. */
  ended: string;
  /** Whether the output has the answer's tokens; null where there is no answer to compare with. */
  matches: boolean | null;
}

/** What a run means for the one who wrote the program. Nothing here is the judge's verdict. */
export function readOutcome(result: RunResult, sample: Sample | null): RunOutcome {
  const verdict = verdictOf(result);
  const matches = sample === null ? null : verdict === null && sameTokens(result.stdout ?? "", sample.answer);
  return { verdict, ended: endedWords(result, verdict), matches };
}

function verdictOf(result: RunResult): Verdict | null {
  if (isVerdict(result.outcome)) return result.outcome === "accepted" ? null : result.outcome;
  const failed = result.signal !== null || (result.exitCode !== null && result.exitCode !== 0);
  return failed ? "run-time-error" : null;
}

function endedWords(result: RunResult, verdict: Verdict | null): string {
  if (verdict === "compile-error") return "did not compile";
  if (verdict === "time-limit-exceeded") return "stopped at the time limit";
  if (verdict === "memory-limit-exceeded") return "stopped at the memory limit";
  if (verdict === "output-limit-exceeded") return "stopped at the output limit";
  if (verdict === "judge-error") return "could not be run";
  if (result.signal !== null) return `killed by signal ${result.signal}`;
  if (result.exitCode !== null) return `exit status ${result.exitCode}`;
  return "ended";
}

/** Whether the run has ended; one that still waits after the longest wait of the server comes with its id alone. */
export function hasEnded(run: RunResult | AcceptedRun): run is RunResult {
  return "state" in run && run.state === "judged";
}
