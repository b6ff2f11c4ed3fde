import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Button } from "@/ui/Button.tsx";
import styles from "@/ui/PagedList.module.css";
import { BoneRows, Failure, Loading, Notice } from "@/ui/states.tsx";

interface PagedListProps<T> {
  query: UseInfiniteQueryResult<InfiniteData<{ items: T[] }>, Error>;
  /** What the list holds, in the plural: `problems`. */
  what: string;
  empty: ReactNode;
  children: (items: T[]) => ReactNode;
}

/** A list that grows page by page, with its loading, empty and error states. */
export function PagedList<T>({ query, what, empty, children }: PagedListProps<T>) {
  if (query.data === undefined) {
    if (query.isError) {
      const retry = () => void query.refetch();
      return (
        <Failure
          title={`The ${what} could not be loaded`}
          error={query.error}
          onRetry={retry}
          retrying={query.isFetching}
        />
      );
    }
    return (
      <Loading label={`Loading ${what}`}>
        <BoneRows rows={8} />
      </Loading>
    );
  }
  const items = query.data.pages.flatMap((page) => page.items);
  return (
    <>
      {items.length === 0 && !query.hasNextPage ? empty : children(items)}
      {query.isFetchNextPageError && <Notice tone="error">{query.error.message}</Notice>}
      {query.hasNextPage && (
        <div className={styles.more}>
          <Button onClick={() => void query.fetchNextPage()} busy={query.isFetchingNextPage}>
            Load more
          </Button>
        </div>
      )}
    </>
  );
}
