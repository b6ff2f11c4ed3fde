import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { tokens } from "@/api/endpoints.ts";
import type { NewAccessToken } from "@/api/schema.ts";
import { randomId } from "@/lib/random.ts";

export const tokenListQuery = infiniteQueryOptions({
  queryKey: ["tokens"],
  queryFn: ({ pageParam, signal }) => tokens.list({ after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (page) => page.next,
});

export function useCreateToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: NewAccessToken) => tokens.create(token, randomId()),
    onSuccess: () => client.invalidateQueries({ queryKey: tokenListQuery.queryKey }),
  });
}

export function useRevokeToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: tokens.revoke,
    onSuccess: () => client.invalidateQueries({ queryKey: tokenListQuery.queryKey }),
  });
}
