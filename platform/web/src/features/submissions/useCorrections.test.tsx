import { useQuery } from "@tanstack/react-query";
import { render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { submissionQuery } from "@/features/submissions/queries.ts";
import { useCorrections } from "@/features/submissions/useCorrections.ts";
import { VerdictHistory } from "@/features/submissions/VerdictHistory.tsx";
import { renderPage } from "../../../test/render.tsx";
import { aSubmission } from "../../../test/samples.ts";
import { fakeServer, json } from "../../../test/server.ts";

afterEach(() => vi.unstubAllGlobals());

function Shown() {
  const submission = useQuery(submissionQuery("s1")).data;
  useCorrections("s1", submission?.state === "judged");
  return <p>{submission?.verdict}</p>;
}

test("a corrected verdict appears on a page that is open", async () => {
  const answers = [
    json(aSubmission({ state: "judged", verdict: "accepted" })),
    json(aSubmission({ state: "judged", verdict: "wrong-answer", attempt: 2 })),
  ];
  fakeServer({
    "GET /submissions/s1": () => (answers.length > 1 ? answers.shift() : answers[0]?.clone()) as Response,
    "GET /events": () =>
      new Response('event: verdicts\ndata: {"board":"verdicts"}\n\n', {
        headers: { "Content-Type": "text/event-stream" },
      }),
  });
  renderPage(<Shown />);
  expect(await screen.findByText("wrong-answer")).toBeInTheDocument();
});

test("the history shows the present verdict first, and why", () => {
  const past = { score: null, judgedAt: "2026-01-01T00:00:00Z" };
  render(
    <VerdictHistory
      history={[
        { attempt: 1, verdict: "accepted", why: "judged", ...past },
        { attempt: 2, verdict: "wrong-answer", why: "rejudged", ...past },
      ]}
    />,
  );
  const [, first, second] = screen.getAllByRole("row");
  expect(first).toHaveTextContent(/Wrong answer.*Judged again/);
  expect(second).toHaveTextContent(/Accepted.*Judged/);
});
