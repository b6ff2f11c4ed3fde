import { useInfiniteQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { filterFromSearch, isFiltered, knownTags, matchesSolved } from "@/features/problems/model.ts";
import { ProblemFilters } from "@/features/problems/ProblemFilters.tsx";
import { ProblemTable } from "@/features/problems/ProblemTable.tsx";
import { problemListQuery } from "@/features/problems/queries.ts";
import { canManage, useMe } from "@/features/session/queries.ts";
import { Button, ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty } from "@/ui/states.tsx";

export default function ProblemsRoute() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const filter = filterFromSearch(search);
  const query = useInfiniteQuery(problemListQuery(filter));
  const change = useCallback(
    (name: string, value: string) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          if (value === "") after.delete(name);
          else after.set(name, value);
          return after;
        },
        { replace: true },
      ),
    [setSearch],
  );
  const loaded = query.data?.pages.flatMap((page) => page.items) ?? [];
  const clear = <Button onClick={() => setSearch({}, { replace: true })}>Clear filters</Button>;
  const empty = isFiltered(filter) ? (
    <Empty title="No problem matches" action={clear}>
      Nothing fits these filters. Loosen one of them.
    </Empty>
  ) : (
    <Empty
      title="No problems yet"
      action={canManage(me) && <ButtonLink to="/manage">Upload a problem package</ButtonLink>}
    >
      Once a setter has uploaded a problem it is listed here.
    </Empty>
  );
  return (
    <Page title="Problems">
      <ProblemFilters filter={filter} tags={knownTags(loaded, filter.tag)} signedIn={me !== null} onChange={change} />
      <PagedList query={query} what="problems" empty={empty}>
        {(items) => {
          const shown = items.filter((problem) => matchesSolved(problem, filter));
          if (shown.length === 0 && !query.hasNextPage) return empty;
          return <ProblemTable problems={shown} onTag={(tag) => change("tag", tag)} />;
        }}
      </PagedList>
    </Page>
  );
}
