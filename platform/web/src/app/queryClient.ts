import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "@/api/errors.ts";
import { meQuery } from "@/features/session/queries.ts";

const TRIES = 2;

/** Only what may be different next time is asked again: no answer, or a fault of the server. */
function worthRetrying(failures: number, error: Error): boolean {
  return failures < TRIES && error instanceof ApiError && (error.kind === "offline" || error.kind === "server");
}

/**
 * The cache of all server state. An answer of 401 to any call means the session has ended: nobody is signed in then, and
 * the routes that need somebody lead to the sign-in page by themselves.
 */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof ApiError && error.kind === "unauthorized" && client.getQueryData(meQuery.queryKey)) {
      client.setQueryData(meQuery.queryKey, null);
    }
  };
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: { retry: worthRetrying, staleTime: 15_000, throwOnError: false },
      mutations: { retry: false },
    },
  });
  return client;
}
