import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { auth } from "@/api/endpoints.ts";
import { ApiError } from "@/api/errors.ts";
import type { Credentials, User } from "@/api/schema.ts";

/** Who is signed in; null for nobody, which is an answer and not an error. */
export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return (await auth.me(signal)).user;
    } catch (failure) {
      if (failure instanceof ApiError && failure.kind === "unauthorized") return null;
      throw failure;
    }
  },
  staleTime: 60_000,
});

/** The signed-in user. Known everywhere in the shell, which is not drawn before. */
export function useMe(): User | null {
  return useQuery(meQuery).data ?? null;
}

export function canManage(user: User | null): boolean {
  return user !== null && user.role !== "user";
}

/** Signing in changes what every list says (what is solved, whose rows are mine), so all but the user is fetched anew. */
export function useEnter(how: "login" | "register") {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => auth[how](credentials),
    onSuccess: async ({ user }) => {
      await client.cancelQueries();
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
      client.setQueryData(meQuery.queryKey, user);
    },
  });
}

export function useLogout() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: auth.logout,
    onSuccess: async () => {
      await client.cancelQueries();
      client.removeQueries({ predicate: (query) => query.queryKey[0] !== "me" });
      client.setQueryData(meQuery.queryKey, null);
    },
  });
}
