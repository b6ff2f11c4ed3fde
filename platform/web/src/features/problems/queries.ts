import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { problems } from "@/api/endpoints.ts";
import type { Page, ProblemSummary } from "@/api/schema.ts";
import type { ListFilter } from "@/features/problems/model.ts";

const MOST = 100;

export const problemListQuery = ({ solved, ...filter }: ListFilter) =>
  infiniteQueryOptions({
    queryKey: ["problems", "list", filter, solved !== undefined],
    // Where many of a page may be left out, pages are as large as they may be.
    queryFn: ({ pageParam, signal }) =>
      problems.list(filter, { after: pageParam, ...(solved !== undefined && { limit: MOST }) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

const MOST_PAGES = 10;

/** The titles of all problems by slug, for pages that name problems they do not load. */
export const problemTitlesQuery = queryOptions({
  queryKey: ["problems", "titles"],
  queryFn: async ({ signal }) => {
    const titles = new Map<string, string>();
    let after: string | null = null;
    for (let pages = 0; pages < MOST_PAGES; pages++) {
      const page: Page<ProblemSummary> = await problems.list({}, { after, limit: MOST }, signal);
      for (const problem of page.items) titles.set(problem.slug, problem.title);
      after = page.next;
      if (after === null) break;
    }
    return titles;
  },
  staleTime: 5 * 60_000,
});

export const problemQuery = (slug: string) =>
  queryOptions({
    queryKey: ["problems", "one", slug],
    queryFn: ({ signal }) => problems.get(slug, signal),
    staleTime: 5 * 60_000,
  });
