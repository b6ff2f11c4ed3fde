import type { SubmissionState, Verdict } from "@/api/schema.ts";

interface VerdictWords {
  /** The usual short code, shown beside or in place of the colour. */
  code: string;
  name: string;
  means: string;
}

export const VERDICT_WORDS: Record<Verdict, VerdictWords> = {
  accepted: { code: "AC", name: "Accepted", means: "Every test is right." },
  "wrong-answer": { code: "WA", name: "Wrong answer", means: "The program ended, but its output was refused." },
  "time-limit-exceeded": { code: "TLE", name: "Time limit exceeded", means: "The program took too long." },
  "memory-limit-exceeded": { code: "MLE", name: "Memory limit exceeded", means: "The program took too much memory." },
  "output-limit-exceeded": { code: "OLE", name: "Output limit exceeded", means: "The program wrote too much." },
  "run-time-error": {
    code: "RTE",
    name: "Run-time error",
    means: "The program crashed or ended with an error status.",
  },
  "compile-error": { code: "CE", name: "Compile error", means: "The program did not compile." },
  "judge-error": {
    code: "JE",
    name: "Judge error",
    means: "The fault is ours, not yours. The submission will be judged again by itself.",
  },
};

export const STATE_WORDS: Record<SubmissionState, string> = {
  queued: "Queued",
  compiling: "Compiling",
  running: "Running",
  judged: "Judged",
};

export function isVerdict(value: unknown): value is Verdict {
  return typeof value === "string" && value in VERDICT_WORDS;
}
