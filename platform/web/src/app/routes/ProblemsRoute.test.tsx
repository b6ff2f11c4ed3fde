import { screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import ProblemsRoute from "@/app/routes/ProblemsRoute.tsx";
import { ADA, renderPage } from "../../../test/render.tsx";
import { aProblem } from "../../../test/samples.ts";
import { fakeServer, json, problem } from "../../../test/server.ts";

afterEach(() => vi.unstubAllGlobals());

test("lists the problems, with what is solved in words", async () => {
  const items = [aProblem({ solvedByMe: true }), aProblem({ slug: "b", title: "Beehive", difficulty: "hard" })];
  fakeServer({ "GET /problems": json({ items, next: null }) });
  renderPage(<ProblemsRoute />, { me: ADA });
  expect(screen.getByRole("status")).toHaveTextContent("Loading problems");
  expect(await screen.findByRole("link", { name: "Sum of Two" })).toHaveAttribute("href", "/problems/sumoftwo");
  expect(screen.getByRole("img", { name: "Solved" })).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "Not solved" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Load more" })).not.toBeInTheDocument();
});

test("loads further pages on demand", async () => {
  const pages = [
    json({ items: [aProblem()], next: "c2" }),
    json({ items: [aProblem({ slug: "b", title: "Beehive" })], next: null }),
  ];
  const server = fakeServer({ "GET /problems": () => pages.shift() ?? json({ items: [], next: null }) });
  renderPage(<ProblemsRoute />);
  await userEvent.click(await screen.findByRole("button", { name: "Load more" }));
  expect(await screen.findByRole("link", { name: "Beehive" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Sum of Two" })).toBeInTheDocument();
  expect(server.requests.at(-1)).toBe("GET /problems?after=c2");
});

test("searches as one types, and keeps the search in the address", async () => {
  const server = fakeServer({ "GET /problems": json({ items: [aProblem()], next: null }) });
  const { router } = renderPage(<ProblemsRoute />);
  await userEvent.type(screen.getByRole("searchbox", { name: "Search problems" }), "bee");
  await waitFor(() => expect(server.requests.at(-1)).toBe("GET /problems?query=bee"));
  expect(router.state.location.search).toBe("?query=bee");
});

test("a tag in a row filters by it", async () => {
  const server = fakeServer({ "GET /problems": json({ items: [aProblem()], next: null }) });
  renderPage(<ProblemsRoute />);
  await userEvent.click(await screen.findByRole("button", { name: "introduction" }));
  await waitFor(() => expect(server.requests.at(-1)).toBe("GET /problems?tag=introduction"));
});

test("what is solved is filtered here, on pages as large as they may be", async () => {
  const items = [aProblem({ solvedByMe: true }), aProblem({ slug: "b", title: "Beehive" })];
  const server = fakeServer({ "GET /problems": json({ items, next: null }) });
  renderPage(<ProblemsRoute />, { me: ADA, path: "/?solved=false" });
  expect(await screen.findByRole("link", { name: "Beehive" })).toBeInTheDocument();
  expect(screen.queryByRole("link", { name: "Sum of Two" })).not.toBeInTheDocument();
  expect(server.requests).toEqual(["GET /problems?limit=100"]);
});

test("an empty list says so, and a filter that leaves nothing can be cleared", async () => {
  fakeServer({ "GET /problems": json({ items: [], next: null }) });
  const { router } = renderPage(<ProblemsRoute />, { path: "/?tag=odd" });
  expect(await screen.findByText("No problem matches")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Clear filters" }));
  expect(await screen.findByText("No problems yet")).toBeInTheDocument();
  expect(router.state.location.search).toBe("");
});

test("a failed load says why and is tried again", async () => {
  const answers = [problem(500, "something broke on our side"), json({ items: [aProblem()], next: null })];
  fakeServer({ "GET /problems": () => answers.shift() ?? json({ items: [], next: null }) });
  renderPage(<ProblemsRoute />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Something broke on our side.");
  await userEvent.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("link", { name: "Sum of Two" })).toBeInTheDocument();
});
