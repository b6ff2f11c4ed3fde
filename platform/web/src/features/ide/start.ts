/** How a session comes to be, told by its events: pure functions on what is known so far. */
import type { ServerEvent } from "@/api/events.ts";
import { PHASES, type Phase } from "@/api/schema.ts";

export interface Step {
  name: string;
  text: string;
  /** Since the session was asked for. */
  atMs: number;
  /** What it took; null while it goes on. */
  tookMs: number | null;
}

export interface Start {
  phase: Phase;
  steps: readonly Step[];
  /** Why it stopped or failed. */
  reason: string | null;
  /** Why not all of its files can be stored, while that is so. */
  unsaved: string | null;
}

export const ASKED: Start = { phase: "requested", steps: [], reason: null, unsaved: null };

interface Told {
  name: string;
  text: string;
  atMs: number;
  tookMs: number | null;
}

export function receive(start: Start, { type, data }: ServerEvent): Start {
  const { name, text = "", atMs = 0, tookMs = null } = data as Told;
  if (type === "step") return { ...start, steps: withStep(start.steps, { name, text, atMs, tookMs }) };
  if (type === "notice" && name === "unsaved") return { ...start, unsaved: text };
  if (type === "notice" && name === "saved") return { ...start, unsaved: null };
  const phase = PHASES.find((one) => one === name);
  // What cannot be stored is told again where it is so in the new phase, too.
  return type === "phase" && phase !== undefined ? { ...start, phase, reason: text || null, unsaved: null } : start;
}

/** A step that goes on is told of again when it is done: it keeps its place. */
function withStep(steps: readonly Step[], step: Step): Step[] {
  const known = steps.findIndex(({ name }) => name === step.name);
  return known < 0 ? [...steps, step] : steps.map((one, i) => (i === known ? step : one));
}

export function isOver({ phase }: Start): boolean {
  return phase === "stopped" || phase === "failed";
}
