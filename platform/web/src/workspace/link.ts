/*
 * The link to a session as a pure machine; `Connection` runs it.
 *
 *   connecting ── opened ──▶ open ── closed ──▶ lost ── due ──▶ connecting
 *        └────── closed ─────────────────────────▲
 *   any ── ended ──▶ ended ── restarted ──▶ connecting
 */
import { backoffMs } from "@/lib/backoff.ts";

/** Why a link is not taken up again by itself. */
export type EndReason = "left" | "signed-out" | "gone" | "stopped";

export type Link =
  | { state: "connecting"; tries: number }
  | { state: "open"; since: number; tries: number }
  | { state: "lost"; tries: number; retryAt: number; why: string }
  | { state: "ended"; why: EndReason };

export type LinkEvent =
  | { type: "opened"; at: number }
  /** `jitter` is a random number in 0..1 that keeps clients from marching in step. */
  | { type: "closed"; at: number; why: string; jitter: number; waitMs?: number | undefined }
  | { type: "due" }
  | { type: "ended"; why: EndReason }
  | { type: "restarted" };

export const START: Link = { state: "connecting", tries: 0 };

/** A link that lasted this long was a good one: the next loss begins to count anew. */
const LASTING_MS = 10_000;

export function next(link: Link, event: LinkEvent): Link {
  if (event.type === "ended") return { state: "ended", why: event.why };
  if (event.type === "restarted") return link.state === "ended" ? START : link;
  switch (link.state) {
    case "connecting":
      if (event.type === "opened") return { state: "open", since: event.at, tries: link.tries };
      return event.type === "closed" ? lost(link.tries, event) : link;
    case "open": {
      if (event.type !== "closed") return link;
      const lasted = event.at - link.since >= LASTING_MS;
      return lost(lasted ? 0 : link.tries, event);
    }
    case "lost":
      return event.type === "due" ? { state: "connecting", tries: link.tries } : link;
    case "ended":
      return link;
  }
}

function lost(tries: number, { at, why, jitter, waitMs }: LinkEvent & { type: "closed" }): Link {
  return { state: "lost", tries: tries + 1, retryAt: at + (waitMs ?? retryMs(tries, jitter)), why };
}

/** The first try comes at once, since most losses are a restarted proxy or a changed network; then the waits double. */
export function retryMs(tries: number, jitter: number): number {
  return tries === 0 ? Math.round(jitter * 100) : backoffMs(tries - 1, () => jitter);
}
