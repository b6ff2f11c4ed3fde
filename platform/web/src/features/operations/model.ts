import type { OperationsNow, OperationsPoint } from "@/api/schema.ts";

export const HOUR_MS = 3_600_000;

/** A reading is taken every 5 s; after three that did not come something is wrong. */
export const STALE_AFTER_MS = 20_000;

/** One value in time; null where there is none. */
export interface Sample {
  at: number;
  value: number;
}

export interface Series {
  name: string;
  look: "area" | "line" | "dashed";
  samples: readonly Sample[];
}

export function samplesOf(
  points: readonly OperationsPoint[],
  pick: (point: OperationsPoint) => number | undefined,
): Sample[] {
  return points.flatMap((point) => {
    const value = pick(point);
    return value === undefined ? [] : [{ at: Date.parse(point.at), value }];
  });
}

export const laneOf = (lane: string) => (point: OperationsPoint) => point.lanes.find((one) => one.lane === lane);

/**
 * The samples in runs without a hole: where a server was down there is nothing to draw, and a line across would tell that
 * all was well.
 */
export function runsOf(samples: readonly Sample[], everyMs: number): Sample[][] {
  const runs: Sample[][] = [];
  let last: Sample | undefined;
  for (const sample of samples) {
    if (last === undefined || sample.at - last.at > everyMs * 2.5) runs.push([]);
    runs.at(-1)?.push(sample);
    last = sample;
  }
  return runs;
}

const ROUND = [1, 2, 2.5, 5, 10];

/** The least round number that is at least so large, and at least 1: the top of a plot. */
export function topOf(largest: number): number {
  if (largest <= 1) return 1;
  const power = 10 ** Math.floor(Math.log10(largest));
  const step = ROUND.find((one) => one * power >= largest) ?? 10;
  return step * power;
}

export interface Frame {
  from: number;
  to: number;
  top: number;
  width: number;
  height: number;
}

export function place({ from, to, top, width, height }: Frame, { at, value }: Sample): [number, number] {
  const x = ((at - from) / (to - from)) * width;
  const y = height - (Math.min(value, top) / top) * height;
  return [Math.round(x * 10) / 10, Math.round(y * 10) / 10];
}

/** An SVG path; closed down to the ground when it is an area. A single sample is a dot's width of line. */
export function pathOf(frame: Frame, run: readonly Sample[], area: boolean): string {
  const dots = run.filter((sample) => sample.at >= frame.from).map((sample) => place(frame, sample));
  const [first] = dots;
  const last = dots.at(-1);
  if (first === undefined || last === undefined) return "";
  const line = dots.length === 1 ? `M${first[0]},${first[1]}h1` : `M${dots.map(([x, y]) => `${x},${y}`).join("L")}`;
  return area ? `${line}L${last[0]},${frame.height}L${first[0]},${frame.height}Z` : line;
}

export function nearest(samples: readonly Sample[], at: number): Sample | undefined {
  let best: Sample | undefined;
  for (const sample of samples) {
    if (best === undefined || Math.abs(sample.at - at) < Math.abs(best.at - at)) best = sample;
  }
  return best;
}

/** How old the figures on the screen are: as old as they came, and what has passed since. */
export function ageOf(now: OperationsNow, receivedAt: number, present: number): number | null {
  return now.ageMs === null ? null : now.ageMs + Math.max(0, present - receivedAt);
}

/** Durations for people who wait: `850 ms`, `12 s`, `4 min`, `3.2 h`. */
export function formatWait(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`;
  if (ms < 7_200_000) return `${Math.round(ms / 60_000)} min`;
  return `${(ms / 3_600_000).toFixed(1)} h`;
}

const NUMBER = new Intl.NumberFormat("en");

export const formatCount = (count: number): string => NUMBER.format(Math.round(count));
