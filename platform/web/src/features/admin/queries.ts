import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { imports, problems } from "@/api/endpoints.ts";
import { randomId } from "@/lib/random.ts";

const POLL_MS = 1_000;

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ["imports", id],
    queryFn: ({ signal }) => imports.get(id, signal),
    refetchInterval: (query) => (query.state.data?.state === "running" || query.state.error ? POLL_MS : false),
    staleTime: 0,
  });

export function useUpload() {
  return useMutation({
    mutationFn: ({ file, ...options }: { file: File; slug: string; force: boolean }) => {
      // Some systems name no type for a zip, or another one; the server takes packages only under this one.
      const zip = new Blob([file], { type: "application/zip" });
      return problems.upload(zip, options, randomId());
    },
  });
}

export function useDeleteProblem() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: problems.remove,
    onSuccess: (_, slug) => {
      client.removeQueries({ queryKey: ["problems", "one", slug] });
      return client.invalidateQueries({ queryKey: ["problems"] });
    },
  });
}
