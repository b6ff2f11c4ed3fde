import { act, renderHook, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { useRuns } from "@/features/workbench/useRuns.ts";
import { fakeServer, json, problem } from "../../../test/server.ts";

const PROGRAM = { language: "python", files: [{ path: "main.py", content: "x" }] };
const CASES = [
  { title: "Sample 1", input: "1\n", sample: { input: "1\n", answer: "1\n" } },
  { title: "Sample 2", input: "2\n", sample: { input: "2\n", answer: "2\n" } },
];
const ENDED = { id: "r1", state: "judged", stdout: "1\n", stderr: "", exitCode: 0, signal: null, outcome: "ok" };

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("each sample is run once, with its input", async () => {
  const server = fakeServer({ "POST /runs": json(ENDED) });
  const { result } = renderHook(() => useRuns(() => undefined));
  await act(() => result.current.start(PROGRAM, CASES));
  expect(server.sent.map((one) => JSON.parse(String(one.body)).stdin)).toEqual(["1\n", "2\n"]);
  expect(result.current.rows.map((row) => row.state.phase)).toEqual(["done", "done"]);
  expect(result.current.running).toBe(false);
});

test("a program that does not compile is not run again", async () => {
  const server = fakeServer({ "POST /runs": json({ ...ENDED, outcome: "compile-error", exitCode: null }) });
  const { result } = renderHook(() => useRuns(() => undefined));
  await act(() => result.current.start(PROGRAM, CASES));
  expect(server.requests).toHaveLength(1);
  expect(result.current.rows.map((row) => row.state.phase)).toEqual(["done", "skipped"]);
});

test("a refusal is shown and ends the row", async () => {
  fakeServer({ "POST /runs": problem(429, "too many runs", {}, { "Retry-After": "5" }) });
  const { result } = renderHook(() => useRuns(() => undefined));
  await act(() => result.current.start(PROGRAM, CASES));
  const state = result.current.rows[0]?.state;
  expect(state?.phase === "failed" && state.error.message).toBe("Too many runs. Try again in 5 s.");
});

test("a run that outlasts the wait is asked for until it ends", async () => {
  vi.useFakeTimers();
  let asked = 0;
  const server = fakeServer({
    "POST /runs": json({ id: "r1" }, 202),
    "GET /runs/r1": () => {
      asked += 1;
      return json(asked < 3 ? { ...ENDED, state: "running" } : ENDED);
    },
  });
  const { result } = renderHook(() => useRuns(() => undefined));
  await act(async () => {
    const run = result.current.start(PROGRAM, CASES.slice(0, 1));
    await vi.advanceTimersByTimeAsync(10_000);
    await run;
  });
  expect(server.requests).toEqual(["POST /runs?wait=true", "GET /runs/r1", "GET /runs/r1", "GET /runs/r1"]);
  expect(result.current.rows[0]?.state.phase).toBe("done");
});

test("a session that has ended is reported", async () => {
  fakeServer({ "POST /runs": problem(401, "sign in first") });
  const signedOut = vi.fn();
  const { result } = renderHook(() => useRuns(signedOut));
  await act(() => result.current.start(PROGRAM, CASES));
  expect(signedOut).toHaveBeenCalledOnce();
});

test("starting anew gives up the run before", async () => {
  const server = fakeServer({
    "POST /runs": () => new Promise<Response>((resolve) => setTimeout(() => resolve(json(ENDED)), 20)),
  });
  const { result } = renderHook(() => useRuns(() => undefined));
  await act(async () => {
    const first = result.current.start(PROGRAM, CASES);
    await result.current.start(PROGRAM, CASES.slice(1));
    await first;
  });
  await waitFor(() => expect(result.current.running).toBe(false));
  expect(server.requests).toHaveLength(2);
  expect(result.current.rows.map((row) => row.title)).toEqual(["Sample 2"]);
});
