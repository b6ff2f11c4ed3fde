/**
 * Server-Sent Events that outlive a lost connection.
 *
 * The browser's own `EventSource` gives up for good on any answer but 200 (a restarting server behind a proxy is a 502),
 * hides the status, and cannot resume with `Last-Event-ID` once it is re-created. So this reads the stream with `fetch`:
 * it reconnects with growing waits, honours `Retry-After`, tells the last id it saw, takes a silence of `SILENCE_MS` for a
 * dead connection, and tries at once when the browser says it is online again.
 */
import { createParser } from "eventsource-parser";
import { address, isAbort } from "@/api/client.ts";
import { type ApiError, errorOf, offline } from "@/api/errors.ts";
import { backoffMs } from "@/lib/backoff.ts";

export type LinkState = "connecting" | "open" | "lost" | "ended";

export interface ServerEvent {
  type: string;
  id: string | null;
  data: unknown;
}

export interface Follower {
  /** Says false to stop following, as after the last event. */
  onEvent: (event: ServerEvent) => boolean;
  onLink?: (state: LinkState) => void;
  /** The server refused for good (gone, not allowed): no further try is made. */
  onRefused?: (error: ApiError) => void;
}

const SILENCE_MS = 60_000;
const LASTING_MS = 5_000;

/** Follows the stream at `path` until it is told to stop; gives the function that stops it. */
export function follow(path: string, follower: Follower): () => void {
  const stop = new AbortController();
  void run(path, follower, stop.signal).finally(() => follower.onLink?.("ended"));
  return () => stop.abort();
}

async function run(path: string, follower: Follower, stopped: AbortSignal): Promise<void> {
  let lastId: string | null = null;
  let failures = 0;
  follower.onLink?.("connecting");
  while (!stopped.aborted) {
    let wanted: number | null = null;
    const started = Date.now();
    try {
      const done = await readOnce(path, lastId, stopped, {
        opened: () => follower.onLink?.("open"),
        event: (event) => {
          lastId = event.id ?? lastId;
          return follower.onEvent(event);
        },
      });
      if (done) return;
    } catch (failure) {
      if (stopped.aborted) return;
      const error = failure as ApiError;
      if (isFinal(error)) {
        follower.onRefused?.(error);
        return;
      }
      wanted = error.retryAfter;
    }
    follower.onLink?.("lost");
    // A server that replays and closes over and over must not be asked in a tight loop: only a lasting link clears the count.
    if (Date.now() - started > LASTING_MS) failures = 0;
    await pause(wanted === null ? backoffMs(failures) : wanted * 1000, stopped);
    failures += 1;
  }
}

function isFinal(error: ApiError): boolean {
  return error.kind === "unauthorized" || error.kind === "forbidden" || error.kind === "not-found";
}

interface Reading {
  opened: () => void;
  event: (event: ServerEvent) => boolean;
}

/** One connection; true when the follower has had its last event, false when the server closed before that. */
async function readOnce(path: string, lastId: string | null, stopped: AbortSignal, reading: Reading): Promise<boolean> {
  const connection = new AbortController();
  const abort = () => connection.abort();
  stopped.addEventListener("abort", abort);
  let silence = setTimeout(abort, SILENCE_MS);
  try {
    const body = await open(path, lastId, connection.signal);
    reading.opened();
    let done = false;
    const parser = createParser({
      onEvent: (message) => {
        if (done) return;
        const event = decode(message.event ?? "message", message.id ?? null, message.data);
        if (event !== null) done = !reading.event(event);
      },
    });
    const text = new TextDecoder();
    const reader = body.getReader();
    while (!done) {
      const chunk = await reader.read();
      if (chunk.done) return done;
      clearTimeout(silence);
      silence = setTimeout(abort, SILENCE_MS);
      parser.feed(text.decode(chunk.value, { stream: true }));
    }
    return true;
  } catch (failure) {
    throw isAbort(failure) || failure instanceof TypeError ? offline() : failure;
  } finally {
    clearTimeout(silence);
    stopped.removeEventListener("abort", abort);
    connection.abort();
  }
}

async function open(path: string, lastId: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
  const headers = new Headers({ Accept: "text/event-stream" });
  if (lastId !== null) headers.set("Last-Event-ID", lastId);
  const response = await fetch(address(path), { headers, signal, credentials: "same-origin", cache: "no-store" });
  if (!response.ok) throw await errorOf(response);
  if (response.body === null) throw offline();
  return response.body;
}

/** Data that is not JSON is dropped: one bad event must not end the stream. */
function decode(type: string, id: string | null, data: string): ServerEvent | null {
  try {
    return { type, id, data: JSON.parse(data) };
  } catch {
    return null;
  }
}

/** Waits, but no longer than until the browser comes online or the page is shown again. */
function pause(ms: number, stopped: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      stopped.removeEventListener("abort", wake);
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wakeIfShown);
      resolve();
    };
    const wakeIfShown = () => {
      if (document.visibilityState === "visible") wake();
    };
    const timer = setTimeout(wake, ms);
    stopped.addEventListener("abort", wake);
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wakeIfShown);
  });
}

/**
 * Follows while the page is to be seen. A hidden page holds no connection, since a browser allows only six to one host;
 * what was told meanwhile is lost on it, so the follower catches up whenever the link opens.
 */
export function followWhileVisible(path: string, follower: Follower): () => void {
  let stop: (() => void) | null = null;
  const onVisibility = () => {
    if (document.visibilityState === "hidden") {
      stop?.();
      stop = null;
    } else {
      stop ??= follow(path, follower);
    }
  };
  onVisibility();
  document.addEventListener("visibilitychange", onVisibility);
  return () => {
    document.removeEventListener("visibilitychange", onVisibility);
    stop?.();
  };
}
