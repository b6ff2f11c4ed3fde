import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { OperationsNow, ParkedItem } from "@/api/schema.ts";
import OperationsRoute from "@/app/routes/OperationsRoute.tsx";
import { renderPage } from "../../../test/render.tsx";
import { fakeServer, json, problem } from "../../../test/server.ts";

const lane = (name: string, waiting: number) => ({
  lane: name,
  waiting,
  judging: 1,
  oldestMs: waiting * 1_000,
  claimed: 3,
  waitP50Ms: 12,
  waitP95Ms: 340,
  verdictsPerMinute: 30,
});

function now(more: Partial<NonNullable<OperationsNow["reading"]>> = {}, ageMs = 2_000): OperationsNow {
  return {
    ageMs,
    reading: {
      at: new Date().toISOString(),
      unknown: [],
      lines: [
        {
          lane: "practice",
          language: "python",
          backlog: 70,
          released: 20,
          judging: 2,
          oldestMs: 90_000,
          messages: 18,
          consumers: 1,
        },
      ],
      lanes: [lane("contest", 0), lane("practice", 90)],
      judges: [
        { worker: "judge-0", slots: 2, busy: 1, mode: "A", languages: ["python"], since: new Date().toISOString() },
      ],
      slots: 2,
      busy: 1,
      verdictsPerMinute: 60,
      outbox: { messages: 0, oldestMs: 0 },
      parked: { message: 1 },
      deadLetters: 0,
      imports: 0,
      rejudges: 0,
      jobs: {},
      ...more,
    },
  };
}

const history = {
  everyMs: 10_000,
  points: [20_000, 10_000, 0].map((ago) => ({
    at: new Date(Date.now() - ago).toISOString(),
    lanes: [
      { lane: "contest", waiting: 0, waitP50Ms: 5, waitP95Ms: 9 },
      { lane: "practice", waiting: 90, waitP50Ms: 12, waitP95Ms: 340 },
    ],
    verdictsPerMinute: 60,
    slots: 2,
    busy: 1,
  })),
};

const MESSAGE: ParkedItem = {
  id: "p1",
  kind: "message",
  reason: "no code understands it",
  attempts: 1,
  parkedAt: new Date().toISOString(),
  submission: null,
  rejudge: null,
  problem: null,
  language: null,
  lane: null,
  user: null,
  queue: "judge.practice.python",
  payload: '{"v":7}',
  payloadBytes: 7,
};

const answers = (reading: OperationsNow, items: ParkedItem[] = []) => ({
  "GET /operations/now": () => json(reading),
  "GET /operations/history": () => json(history),
  "GET /operations/parked": () => json({ items, next: null }),
});

it("tells what waits, for how long, and who works on it", async () => {
  fakeServer(answers(now()));
  renderPage(<OperationsRoute />);
  expect(await screen.findByText("oldest 90 s")).toBeVisible();
  expect(screen.getByText("1 of 2", { selector: "b" })).toBeVisible();
  expect(screen.getByText(/^As of .* ago$/)).toBeVisible();
  const practice = screen.getByRole("region", { name: "Lane practice" });
  expect(within(practice).getByText("90 waiting, 1 judged now")).toBeVisible();
  expect(
    await screen.findByRole("img", { name: /Wait for a judge in lane practice.*wait p95 340 ms, p50 12 ms/ }),
  ).toBeVisible();
  expect(screen.getByRole("region", { name: "Queues with anything in them" })).toHaveTextContent("70");
});

it("says that figures are old, and that a part of them is not known", async () => {
  fakeServer(answers(now({ unknown: ["broker", "judges"], judges: [], slots: 0 }, 95_000)));
  renderPage(<OperationsRoute />);
  expect(await screen.findByText(/These figures are 9\d s old: no server/)).toBeVisible();
  expect(screen.getByText(/RabbitMQ does not answer/)).toBeVisible();
  expect(screen.getByText(/Redis does not answer/)).toBeVisible();
  // Not known is not none.
  expect(screen.getAllByText("?").length).toBeGreaterThan(2);
  expect(screen.queryByRole("heading", { name: "Judges" })).toBeNull();
});

it("says so when there was no reading at all", async () => {
  fakeServer(answers({ ageMs: null, reading: null }));
  renderPage(<OperationsRoute />);
  expect(await screen.findByRole("heading", { name: "No reading yet" })).toBeVisible();
});

it("replays at once and tells why that was refused", async () => {
  const server = fakeServer({
    ...answers(now(), [MESSAGE]),
    "POST /operations/parked/p1/replay": () => problem(409, "there is no queue 'judge.practice.python' any more"),
  });
  renderPage(<OperationsRoute />);
  await userEvent.click(await screen.findByRole("button", { name: "Replay message for judge.practice.python" }));
  expect(await screen.findByText(/there is no queue 'judge.practice.python' any more/i)).toBeVisible();
  expect(server.requests).toContain("POST /operations/parked/p1/replay");
});

it("asks before it throws anything away", async () => {
  const items = [MESSAGE];
  const server = fakeServer({
    ...answers(now(), items),
    "DELETE /operations/parked/p1": () => {
      items.length = 0;
      return new Response(null, { status: 204 });
    },
  });
  renderPage(<OperationsRoute />);
  await userEvent.click(await screen.findByRole("button", { name: "Discard message for judge.practice.python" }));
  expect(server.requests).not.toContain("DELETE /operations/parked/p1");
  await userEvent.click(await screen.findByRole("button", { name: "Discard" }));
  await waitFor(() => expect(screen.getByRole("heading", { name: "Nothing is parked" })).toBeVisible());
});
