import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type ProblemFilter, problems } from "@/api/endpoints.ts";

export const problemListQuery = (filter: ProblemFilter) =>
  infiniteQueryOptions({
    queryKey: ["problems", "list", filter],
    queryFn: ({ pageParam, signal }) => problems.list(filter, { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

export const problemQuery = (slug: string) =>
  queryOptions({
    queryKey: ["problems", "one", slug],
    queryFn: ({ signal }) => problems.get(slug, signal),
    staleTime: 5 * 60_000,
  });
