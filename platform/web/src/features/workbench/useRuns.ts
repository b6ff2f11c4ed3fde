import { useCallback, useEffect, useRef, useState } from "react";
import { isAbort } from "@/api/client.ts";
import { runs } from "@/api/endpoints.ts";
import { ApiError } from "@/api/errors.ts";
import type { NewRun, RunResult, Sample } from "@/api/schema.ts";
import { hasEnded, readOutcome } from "@/features/workbench/model.ts";
import { randomId } from "@/lib/random.ts";

export interface RunCase {
  title: string;
  input: string;
  sample: Sample | null;
}

export type CaseState =
  | { phase: "waiting" }
  | { phase: "running" }
  | { phase: "skipped" }
  | { phase: "done"; result: RunResult }
  | { phase: "failed"; error: Error };

export interface RunRow extends RunCase {
  state: CaseState;
}

const UNFINISHED = new Error("The run still waits in the queue. The judge is busy; try again in a moment.");
const POLL_MS = 2_000;
const MOST_POLLS = 45;

/**
 * Runs a program on inputs, one after the other: a person has one run at a time in the queue, and a program that does not
 * compile is told once.
 */
export function useRuns(onSignedOut: () => void) {
  const [rows, setRows] = useState<readonly RunRow[]>([]);
  const [running, setRunning] = useState(false);
  const current = useRef<AbortController | null>(null);
  const signedOut = useRef(onSignedOut);
  useEffect(() => {
    signedOut.current = onSignedOut;
  });
  useEffect(() => () => current.current?.abort(), []);

  const start = useCallback(async (program: Omit<NewRun, "stdin">, cases: readonly RunCase[]) => {
    current.current?.abort();
    const mine = new AbortController();
    current.current = mine;
    setRunning(true);
    const states: CaseState[] = cases.map(() => ({ phase: "waiting" }));
    const show = () => setRows(cases.map((one, i) => ({ ...one, state: states[i] ?? { phase: "waiting" } })));
    for (const [i, one] of cases.entries()) {
      states[i] = { phase: "running" };
      show();
      const state = await runOne({ ...program, stdin: one.input }, mine.signal);
      if (state === null || mine.signal.aborted) return;
      states[i] = state;
      if (state.phase === "failed" && state.error instanceof ApiError && state.error.kind === "unauthorized") {
        signedOut.current();
      }
      if (stopsAll(state)) {
        states.fill({ phase: "skipped" }, i + 1);
        break;
      }
    }
    show();
    setRunning(false);
  }, []);

  return { rows, running, start };
}

async function runOne(run: NewRun, signal: AbortSignal): Promise<CaseState | null> {
  try {
    let result = await runs.runAndWait(run, randomId(), signal);
    for (let polls = 0; !hasEnded(result) && polls < MOST_POLLS; polls++) {
      await pause(POLL_MS);
      result = await runs.get(result.id, signal);
    }
    return hasEnded(result) ? { phase: "done", result } : { phase: "failed", error: UNFINISHED };
  } catch (failure) {
    if (isAbort(failure)) return null;
    return { phase: "failed", error: failure instanceof Error ? failure : new Error(String(failure)) };
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

function stopsAll(state: CaseState): boolean {
  return (
    state.phase === "failed" || (state.phase === "done" && readOutcome(state.result, null).verdict === "compile-error")
  );
}
