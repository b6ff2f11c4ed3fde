import { screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { RejudgeButton } from "@/features/submissions/rejudge/RejudgeButton.tsx";
import { RejudgeView } from "@/features/submissions/rejudge/RejudgeView.tsx";
import { renderPage } from "../../../../test/render.tsx";
import { aRejudge } from "../../../../test/samples.ts";
import { fakeServer, json, problem } from "../../../../test/server.ts";

afterEach(() => vi.unstubAllGlobals());

test("old and new verdict stand side by side, with what would change", async () => {
  fakeServer({ "GET /rejudges/r1": json(aRejudge()) });
  renderPage(<RejudgeView id="r1" />);
  const table = await screen.findByRole("table", { name: "Submissions judged again" });
  const [, first] = within(table).getAllByRole("row");
  expect(first).toHaveTextContent(/by-s1.*Accepted.*Wrong answer/);
  expect(screen.getByRole("status")).toHaveTextContent("1 of 2 submissions changes: 1 Accepted → Wrong answer.");
});

test("applying asks first, with the number, and sends no list for all", async () => {
  const server = fakeServer({
    "GET /rejudges/r1": json(aRejudge()),
    "POST /rejudges/r1/apply": json(aRejudge({ state: "applied", applied: 2 })),
  });
  renderPage(<RejudgeView id="r1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Apply" }));
  expect(screen.getByRole("dialog", { name: "Apply 2 verdicts?" })).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Apply verdicts" }));
  await waitFor(() => expect(server.requests).toContain("POST /rejudges/r1/apply"));
  expect(server.sent[server.requests.indexOf("POST /rejudges/r1/apply")]?.body).toBe("{}");
});

test("only the chosen ones are applied", async () => {
  const server = fakeServer({
    "GET /rejudges/r1": json(aRejudge()),
    "POST /rejudges/r1/apply": json(aRejudge({ state: "applied", applied: 1 })),
  });
  renderPage(<RejudgeView id="r1" />);
  await userEvent.click(await screen.findByRole("checkbox", { name: "Choose the submission by by-s1" }));
  expect(screen.queryByRole("checkbox", { name: "Choose the submission by by-s2" })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Apply 1 chosen" }));
  await userEvent.click(screen.getByRole("button", { name: "Apply verdicts" }));
  await waitFor(() => expect(server.requests).toContain("POST /rejudges/r1/apply"));
  expect(server.sent[server.requests.indexOf("POST /rejudges/r1/apply")]?.body).toBe('{"submissions":["s1"]}');
});

test("a refusal stays in the question and says why", async () => {
  fakeServer({
    "GET /rejudges/r1": json(aRejudge()),
    "POST /rejudges/r1/apply": problem(409, "1 of 2 submissions got another verdict since this rejudge began"),
  });
  renderPage(<RejudgeView id="r1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Apply" }));
  await userEvent.click(screen.getByRole("button", { name: "Apply verdicts" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("got another verdict since this rejudge began");
});

test("while it goes on it can be discarded and not applied", async () => {
  fakeServer({ "GET /rejudges/r1": json(aRejudge({ state: "running", total: 10, judged: 2 })) });
  renderPage(<RejudgeView id="r1" />);
  expect(await screen.findByRole("button", { name: "Discard" })).toBeInTheDocument();
  expect(screen.queryByRole("button", { name: "Apply" })).toBeNull();
  expect(screen.getByRole("progressbar", { name: "Submissions judged again" })).toHaveValue(0.2);
});

test("what was applied can be reverted", async () => {
  const server = fakeServer({
    "GET /rejudges/r1": json(aRejudge({ state: "applied", applied: 2, settledBy: "ada" })),
    "POST /rejudges/r1/revert": json(aRejudge({ state: "reverted" })),
  });
  renderPage(<RejudgeView id="r1" />);
  await userEvent.click(await screen.findByRole("button", { name: "Revert" }));
  await userEvent.click(screen.getByRole("button", { name: "Revert verdicts" }));
  await waitFor(() => expect(server.requests).toContain("POST /rejudges/r1/revert"));
});

test("the button asks with the number of submissions and leads to the rejudge", async () => {
  const server = fakeServer({
    "GET /rejudges/count": json({ submissions: 412 }),
    "POST /rejudges": json({ rejudgeId: "r1" }, 202),
  });
  const { router } = renderPage(<RejudgeButton scope={{ problem: "sumoftwo" }} />, {
    routes: [{ path: "/rejudges/:id", element: <p>The rejudge</p> }],
  });
  await userEvent.click(screen.getByRole("button", { name: "Rejudge" }));
  expect(await screen.findByText("412 submissions")).toBeInTheDocument();
  await userEvent.click(screen.getByRole("button", { name: "Judge again" }));
  expect(await screen.findByText("The rejudge")).toBeInTheDocument();
  expect(router.state.location.pathname).toBe("/rejudges/r1");
  expect(server.sent[server.requests.indexOf("POST /rejudges")]?.body).toBe('{"problem":"sumoftwo"}');
});
