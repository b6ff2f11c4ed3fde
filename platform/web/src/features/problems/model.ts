import type { ProblemFilter } from "@/api/endpoints.ts";
import type { ProblemDetail, ProblemSummary, Sample } from "@/api/schema.ts";

export const DIFFICULTIES = ["easy", "medium", "hard"] as const;

/** What the list is filtered by; the server knows nothing of `solved`, which is applied to what it sends. */
export interface ListFilter extends ProblemFilter {
  solved?: boolean | undefined;
}

/** What the list is filtered by lives in the address, so that a filtered list can be linked to and comes back. */
export function filterFromSearch(search: URLSearchParams): ListFilter {
  const solved = search.get("solved");
  return {
    query: search.get("query") ?? undefined,
    tag: search.get("tag") ?? undefined,
    difficulty: search.get("difficulty") ?? undefined,
    solved: solved === "true" ? true : solved === "false" ? false : undefined,
  };
}

export function isFiltered(filter: ListFilter): boolean {
  return Object.values(filter).some((value) => value !== undefined);
}

export function matchesSolved(problem: ProblemSummary, filter: ListFilter): boolean {
  return filter.solved === undefined || problem.solvedByMe === filter.solved;
}

/** The tags there are to choose from, the chosen one always among them. */
export function knownTags(problems: readonly ProblemSummary[], chosen: string | undefined): string[] {
  const tags = new Set(problems.flatMap((problem) => problem.tags));
  if (chosen !== undefined) tags.add(chosen);
  return [...tags].sort((a, b) => a.localeCompare(b));
}

/** Samples whose input can be given to a program as it is; of a conversation it cannot. */
export function runnableSamples(problem: ProblemDetail): readonly Sample[] {
  return problem.kind === "batch" || problem.kind === "scoring" ? problem.samples : [];
}
