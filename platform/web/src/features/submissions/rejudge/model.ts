import type { Rejudge, RejudgeScope, RejudgeState, VerdictChange } from "@/api/schema.ts";
import { VERDICT_WORDS } from "@/api/verdicts.ts";
import { plural } from "@/lib/format.ts";

export const REJUDGE_WORDS: Record<RejudgeState, string> = {
  running: "Being judged",
  ready: "To be decided",
  applied: "Applied",
  cancelled: "Discarded",
  reverted: "Reverted",
};

/** What is judged again, in words: `submissions to sumoftwo in python`. */
export function scopeWords(scope: RejudgeScope | Rejudge): string {
  if (scope.submission) return "one submission";
  const to = scope.problem ? ` to ${scope.problem}` : "";
  const language = scope.language ? ` in ${scope.language}` : "";
  return `submissions${to}${language}`;
}

export function isSettled(state: RejudgeState): boolean {
  return state === "applied" || state === "cancelled" || state === "reverted";
}

/** `3 of 412 change: 2 Accepted → Wrong answer, 1 Wrong answer → Accepted`. */
export function summaryOf(rejudge: Rejudge, changes: readonly VerdictChange[]): string {
  const of = rejudge.state === "running" ? `${rejudge.judged} judged so far` : plural(rejudge.judged, "submission");
  if (rejudge.judged === 0) return "Nothing is judged again yet.";
  if (rejudge.differing === 0) return `None of ${of} ${rejudge.judged === 1 ? "changes" : "change"}.`;
  const parts = changes.map(({ from, to, count }) =>
    from === to
      ? `${count} ${VERDICT_WORDS[from].name} with another score`
      : `${count} ${VERDICT_WORDS[from].name} → ${VERDICT_WORDS[to].name}`,
  );
  return `${rejudge.differing} of ${of} ${rejudge.differing === 1 ? "changes" : "change"}: ${parts.join(", ")}.`;
}

/** How far it is, 0 to 1. */
export function progressOf(rejudge: Rejudge): number {
  return rejudge.total === 0 ? 1 : rejudge.judged / rejudge.total;
}
