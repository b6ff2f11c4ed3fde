import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { rejudges } from "@/api/endpoints.ts";
import type { RejudgeScope } from "@/api/schema.ts";
import { randomId } from "@/lib/random.ts";

const POLL_MS = 1_000;

export const rejudgeCountQuery = (scope: RejudgeScope) =>
  queryOptions({
    queryKey: ["rejudges", "count", scope],
    queryFn: ({ signal }) => rejudges.count(scope, signal),
    staleTime: 0,
  });

export const rejudgeListQuery = infiniteQueryOptions({
  queryKey: ["rejudges", "list"],
  queryFn: ({ pageParam, signal }) => rejudges.list({ after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

/** A rejudge with its submissions, page by page; kept current while it goes on. */
export const rejudgeQuery = (id: string, differing: boolean) =>
  infiniteQueryOptions({
    queryKey: ["rejudges", "one", id, { differing }],
    queryFn: ({ pageParam, signal }) => rejudges.get(id, differing, { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: (query) => (query.state.data?.pages[0]?.state === "running" ? POLL_MS : false),
  });

export function useStartRejudge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (scope: RejudgeScope) => rejudges.start(scope, randomId()),
    onSuccess: () => client.invalidateQueries({ queryKey: ["rejudges", "list"] }),
  });
}

export type Decision = { what: "apply"; chosen: readonly string[] | null } | { what: "cancel" } | { what: "revert" };

/** A setter's word on a rejudge; it changes verdicts everywhere they are shown. */
export function useDecision(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (decision: Decision) =>
      decision.what === "apply" ? rejudges.apply(id, decision.chosen) : rejudges[decision.what](id),
    onSettled: () =>
      Promise.all(
        [["rejudges"], ["submissions"], ["problems", "list"], ["leaderboard"]].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      ),
  });
}
