import { queryOptions } from "@tanstack/react-query";
import { languages } from "@/api/endpoints.ts";

export const languagesQuery = queryOptions({
  queryKey: ["languages"],
  queryFn: async ({ signal }) => (await languages.list(signal)).items,
  staleTime: 10 * 60_000,
});
