import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useState } from "react";
import { ideSessions } from "@/api/endpoints.ts";
import { ApiError } from "@/api/errors.ts";
import { follow } from "@/api/events.ts";
import type { IdeSession } from "@/api/schema.ts";
import { ASKED, isOver, receive, type Start } from "@/features/ide/start.ts";

export interface IdeSessionState {
  session: IdeSession | null;
  start: Start;
  error: Error | null;
  /** Asks for the session, or for a new one where the former is over. */
  again: () => void;
}

/** The session of a project: asked for when the page is opened, and followed as it starts and stops. */
export function useIdeSession(project: string): IdeSessionState {
  const client = useQueryClient();
  const [round, setRound] = useState(0);
  const [session, setSession] = useState<IdeSession | null>(null);
  const [start, setStart] = useState<Start>(ASKED);
  const [error, setError] = useState<Error | null>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies(round): another round asks anew
  useEffect(() => {
    let left = false;
    setError(null);
    ideSessions.open(project).then(
      (opened) => {
        if (left) return;
        setStart({ ...ASKED, phase: opened.phase });
        setSession(opened);
      },
      (failure: unknown) => {
        if (!left) setError(failure instanceof Error ? failure : new Error(String(failure)));
      },
    );
    return () => {
      left = true;
    };
  }, [project, round]);

  const id = session?.id ?? null;
  useEffect(() => {
    if (id === null) return;
    const stop = follow(ideSessions.eventsPath(id), {
      onEvent: (event) => {
        const ended = isOver(receive(ASKED, event));
        setStart((before) => receive(before, event));
        return !ended;
      },
      onRefused: (refusal) => setError(refusal),
    });
    return () => {
      stop();
      void client.invalidateQueries({ queryKey: ["projects"] });
    };
  }, [id, client]);

  const again = useCallback(() => {
    setSession(null);
    setStart(ASKED);
    setRound((n) => n + 1);
  }, []);
  return { session, start, error, again };
}

/** Whether asking again could help. */
export function mayRetry(error: Error): boolean {
  return !(error instanceof ApiError) || error.kind !== "not-found";
}
