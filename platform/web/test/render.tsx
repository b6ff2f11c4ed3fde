import { QueryClientProvider } from "@tanstack/react-query";
import { render } from "@testing-library/react";
import type { ReactNode } from "react";
import { createMemoryRouter, RouterProvider } from "react-router";
import type { User } from "@/api/schema.ts";
import { createQueryClient } from "@/app/queryClient.ts";
import { meQuery } from "@/features/session/queries.ts";

interface Page {
  path?: string;
  /** Who is signed in. */
  me?: User | null;
  routes?: { path: string; element: ReactNode }[];
}

export const ADA: User = { id: "u1", username: "ada", role: "user" };

/** Shows an element as a page of the app, with its cache and router. */
export function renderPage(element: ReactNode, { path = "/", me = null, routes = [] }: Page = {}) {
  const client = createQueryClient();
  client.setDefaultOptions({ queries: { ...client.getDefaultOptions().queries, retry: false } });
  client.setQueryData(meQuery.queryKey, me);
  const router = createMemoryRouter([{ path: new URL(path, "http://test").pathname, element }, ...routes], {
    initialEntries: [path],
  });
  const view = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
  return { ...view, client, router };
}
