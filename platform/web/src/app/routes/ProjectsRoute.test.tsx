import { act, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import type { Project } from "@/api/schema.ts";
import ProjectsRoute from "@/app/routes/ProjectsRoute.tsx";
import { ADA, renderPage } from "../../../test/render.tsx";
import { aProject } from "../../../test/samples.ts";
import { fakeServer, json, problem } from "../../../test/server.ts";

const PYTHON = {
  id: "python",
  name: "Python 3",
  version: "3.13",
  extensions: ["py"],
  editorMode: "python",
  templates: [{ id: "console", name: "Console program", description: "Reads and prints." }],
};

const IDE = [{ path: "/ide/:project", element: <p>the IDE</p> }];

const server = (items: Project[], more = {}) =>
  fakeServer({
    "GET /projects": () => json({ items, next: null }),
    "GET /languages": () => json({ items: [PYTHON] }),
    ...more,
  });

afterEach(() => {
  vi.useRealTimers();
});

it("tells what projects are when there is none", async () => {
  server([]);
  renderPage(<ProjectsRoute />, { me: ADA });
  expect(await screen.findByRole("heading", { name: "No projects yet" })).toBeVisible();
});

it("shows what each one is, how large, and whether it runs", async () => {
  server([aProject({ session: { id: "s1", phase: "running" } })]);
  renderPage(<ProjectsRoute />, { me: ADA });
  const row = await screen.findByRole("listitem");
  expect(within(row).getByRole("link", { name: "first" })).toHaveAttribute("href", "/ide/p1");
  expect(await within(row).findByText("Python 3 · Console program")).toBeVisible();
  expect(row).toHaveTextContent("3 files, 2 KiB");
  expect(row).toHaveTextContent("Running");
});

it("makes a project of a template under a name that is free, and opens it", async () => {
  const { requests, sent } = server([aProject({ name: "python-console" })], {
    "POST /projects": () => json(aProject({ id: "p2" }), 201),
  });
  renderPage(<ProjectsRoute />, { me: ADA, routes: IDE });
  await screen.findByRole("listitem");
  await userEvent.click(screen.getByRole("button", { name: "New project" }));
  expect(await screen.findByLabelText("Name")).toHaveValue("python-console-2");
  await userEvent.click(screen.getByRole("button", { name: "Create project" }));
  expect(await screen.findByText("the IDE")).toBeVisible();
  const body = sent[requests.indexOf("POST /projects")]?.body;
  expect(JSON.parse(String(body))).toEqual({ name: "python-console-2", template: "python/console" });
});

it("says at the field what is wrong with a name", async () => {
  server([], {
    "POST /projects": () => problem(400, "no", { errors: [{ field: "name", message: "has a slash" }] }),
  });
  renderPage(<ProjectsRoute />, { me: ADA });
  await userEvent.click((await screen.findAllByRole("button", { name: "New project" }))[0] as HTMLElement);
  await userEvent.click(await screen.findByRole("button", { name: "Create project" }));
  expect(await screen.findByLabelText("Name")).toHaveAccessibleDescription("has a slash");
});

it("deletes only when the time for taking it back is over", async () => {
  const items = [aProject()];
  const { requests } = server(items, {
    "DELETE /projects/p1": () => {
      items.length = 0;
      return new Response(null, { status: 204 });
    },
  });
  renderPage(<ProjectsRoute />, { me: ADA });
  await screen.findByRole("listitem");
  const remove = async () => {
    await userEvent.click(screen.getByRole("button", { name: "More for first" }));
    await userEvent.click(screen.getByRole("button", { name: "Delete" }));
  };
  await remove();
  await userEvent.click(screen.getByRole("button", { name: "Undo" }));
  expect(screen.getByRole("link", { name: "first" })).toBeVisible();

  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ["setTimeout", "clearTimeout"] });
  await remove();
  expect(requests).not.toContain("DELETE /projects/p1?stop=true");
  await act(() => vi.advanceTimersByTimeAsync(8_000));
  await waitFor(() => expect(requests).toContain("DELETE /projects/p1?stop=true"));
  expect(await screen.findByRole("heading", { name: "No projects yet" })).toBeVisible();
});
