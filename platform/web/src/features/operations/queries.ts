import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { operations } from "@/api/endpoints.ts";

/** Readings are taken every 5 s: asking more often shows a new one sooner, and no more of them. */
const NOW_MS = 3_000;
const HISTORY_MS = 10_000;

export const nowQuery = queryOptions({
  queryKey: ["operations", "now"],
  queryFn: ({ signal }) => operations.now(signal),
  refetchInterval: NOW_MS,
  staleTime: 0,
});

export const historyQuery = queryOptions({
  queryKey: ["operations", "history"],
  queryFn: ({ signal }) => operations.history(signal),
  refetchInterval: HISTORY_MS,
  staleTime: 0,
});

export const parkedQuery = infiniteQueryOptions({
  queryKey: ["operations", "parked"],
  queryFn: ({ pageParam, signal }) => operations.parked({ after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
  refetchInterval: HISTORY_MS,
  staleTime: 0,
});

export type ParkedDecision = { what: "replay" | "discard"; id: string };

export function useParkedDecision() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ what, id }: ParkedDecision) => {
      await operations[what](id);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["operations"] }),
  });
}
