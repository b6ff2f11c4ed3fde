import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { projects } from "@/api/endpoints.ts";
import type { NewProject } from "@/api/schema.ts";
import { randomId } from "@/lib/random.ts";

/** While a session starts or stops, the list says how far it is. */
const MOVING_MS = 2_000;

export const projectListQuery = infiniteQueryOptions({
  queryKey: ["projects", "list"],
  queryFn: ({ pageParam, signal }) => projects.list({ after: pageParam }, signal),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => last.next,
  staleTime: 0,
  refetchInterval: ({ state }) => {
    const moving = state.data?.pages.some(({ items }) =>
      items.some(({ session }) => session !== null && session.phase !== "running"),
    );
    return moving ? MOVING_MS : false;
  },
});

export const projectQuery = (id: string) =>
  queryOptions({ queryKey: ["projects", "one", id], queryFn: ({ signal }) => projects.get(id, signal) });

function useChange<I, O>(change: (input: I) => Promise<O>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => client.invalidateQueries({ queryKey: ["projects"] }),
  });
}

export const useCreateProject = () => useChange((project: NewProject) => projects.create(project, randomId()));

export const useProjectOfSubmission = () =>
  useChange((submission: string) => projects.ofSubmission(submission, randomId()));

export const useRenameProject = () =>
  useChange(({ id, name }: { id: string; name: string }) => projects.rename(id, name));

export const useRemoveProject = () => useChange(projects.remove);

export const useUploadToProject = () => useChange(({ id, zip }: { id: string; zip: Blob }) => projects.unpack(id, zip));
