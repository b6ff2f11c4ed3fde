import type { Verdict } from "@/api/schema.ts";
import type { Tone } from "@/ui/StatusBadge.tsx";

export const TONES: Record<Verdict, Tone> = {
  accepted: "ac",
  "wrong-answer": "wa",
  "time-limit-exceeded": "tle",
  "memory-limit-exceeded": "mle",
  "output-limit-exceeded": "ole",
  "run-time-error": "rte",
  "compile-error": "ce",
  "judge-error": "je",
};
