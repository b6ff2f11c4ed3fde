import type { SubmissionState, Verdict } from "@/api/schema.ts";
import { STATE_WORDS, VERDICT_WORDS } from "@/api/verdicts.ts";
import { TONES } from "@/features/submissions/tones.ts";
import { StatusBadge } from "@/ui/StatusBadge.tsx";

export function VerdictBadge({ verdict, state }: { verdict: Verdict | null; state: SubmissionState }) {
  if (verdict === null) return <StatusBadge tone="none" label={STATE_WORDS[state]} />;
  const words = VERDICT_WORDS[verdict];
  return <StatusBadge tone={TONES[verdict]} code={words.code} label={words.name} />;
}
