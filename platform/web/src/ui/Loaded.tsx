import type { UseQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Failure } from "@/ui/states.tsx";

interface LoadedProps<T> {
  query: UseQueryResult<T, Error>;
  /** What failed, as a heading: `The problem could not be loaded`. */
  failed: string;
  loading: ReactNode;
  children: (data: T) => ReactNode;
}

/** The three states of a query in one place. Data once shown stays, also when a later refresh fails. */
export function Loaded<T>({ query, failed, loading, children }: LoadedProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.isError) {
    return (
      <Failure title={failed} error={query.error} onRetry={() => void query.refetch()} retrying={query.isFetching} />
    );
  }
  return loading;
}
