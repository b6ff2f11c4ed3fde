import { screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { LiveSubmission } from "@/features/submissions/LiveSubmission.tsx";
import { renderPage } from "../../../test/render.tsx";
import { aSubmission, aTest } from "../../../test/samples.ts";
import { fakeServer, json, problem } from "../../../test/server.ts";

afterEach(() => vi.unstubAllGlobals());

const frame = (id: string, event: string, data: unknown) =>
  `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

test("a submission is followed from its snapshot to the verdict, and then fetched whole", async () => {
  const stream = [
    frame("1-4", "test", { ...aTest(1), total: 2 }),
    frame("1-5", "test", { ...aTest(2), total: 2 }),
    frame("1-9", "verdict", { verdict: "accepted", score: 1, timeMs: 20, memoryBytes: 1024 }),
  ].join("");
  const judged = aSubmission({ state: "judged", verdict: "accepted", testCount: 2, tests: [aTest(1), aTest(2)] });
  const snapshots = [json(aSubmission({ state: "running" })), json(judged)];
  const server = fakeServer({
    "GET /submissions/s1": () => snapshots.shift() ?? json(judged),
    "GET /submissions/s1/events": () => new Response(stream, { headers: { "Content-Type": "text/event-stream" } }),
  });
  renderPage(<LiveSubmission id="s1" />);
  expect(await screen.findByText("Accepted")).toBeInTheDocument();
  expect(screen.getByRole("button", { name: "Test 2: accepted" })).toBeInTheDocument();
  await waitFor(() =>
    expect(server.requests).toEqual(["GET /submissions/s1", "GET /submissions/s1/events", "GET /submissions/s1"]),
  );
});

test("a judged submission opens no stream", async () => {
  const judged = aSubmission({ state: "judged", verdict: "wrong-answer" });
  const server = fakeServer({ "GET /submissions/s1": json(judged) });
  renderPage(<LiveSubmission id="s1" />);
  expect(await screen.findByText("Wrong answer")).toBeInTheDocument();
  expect(server.requests).toEqual(["GET /submissions/s1"]);
});

test("a submission that cannot be loaded says why and can be tried again", async () => {
  fakeServer({ "GET /submissions/s1": problem(403, "submission s1 is grace's") });
  renderPage(<LiveSubmission id="s1" />);
  expect(await screen.findByRole("alert")).toHaveTextContent("Submission s1 is grace's.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeInTheDocument();
});
