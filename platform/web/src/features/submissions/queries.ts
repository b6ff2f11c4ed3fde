import { infiniteQueryOptions, keepPreviousData, type QueryClient, queryOptions } from "@tanstack/react-query";
import { type SubmissionFilter, submissions } from "@/api/endpoints.ts";
import type { Submission } from "@/api/schema.ts";
import { mergeSnapshot } from "@/features/submissions/live.ts";

const REJUDGE_POLL_MS = 10_000;

export const submissionQuery = (id: string) =>
  queryOptions({
    queryKey: ["submissions", "one", id],
    queryFn: async ({ client, queryKey, signal }): Promise<Submission> => {
      const snapshot = await submissions.get(id, signal);
      return mergeSnapshot(client.getQueryData<Submission>(queryKey), snapshot);
    },
    staleTime: 60_000,
    // A judge error is judged again by itself some time later, and no stream is open by then.
    refetchInterval: (query) => (query.state.data?.verdict === "judge-error" ? REJUDGE_POLL_MS : false),
  });

export const submissionListQuery = (filter: SubmissionFilter) =>
  infiniteQueryOptions({
    queryKey: ["submissions", "list", filter],
    queryFn: ({ pageParam, signal }) => submissions.list(filter, { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

/** My newest submission to a problem, null for none. */
export const lastSubmissionQuery = (problem: string) =>
  queryOptions({
    queryKey: ["submissions", "last", problem],
    queryFn: async ({ signal }) => {
      const page = await submissions.list({ user: "me", problem }, { after: null, limit: 1 }, signal);
      return page.items[0] ?? null;
    },
  });

/** A verdict moves the lists, what is solved and the board. */
export function refreshAfterVerdict(client: QueryClient): void {
  for (const key of [["submissions", "list"], ["submissions", "last"], ["problems", "list"], ["leaderboard"]]) {
    void client.invalidateQueries({ queryKey: key });
  }
}
