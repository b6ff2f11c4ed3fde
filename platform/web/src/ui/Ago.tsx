import { useSyncExternalStore } from "react";
import { formatAgo, formatDateTime } from "@/lib/format.ts";

const TICK_MS = 15_000;

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, TICK_MS);
  return () => clearInterval(timer);
}

/** The present, in steps of the tick: between ticks the value must not change, or React would render for ever. */
function now(): number {
  return Math.ceil(Date.now() / TICK_MS) * TICK_MS;
}

/** How long ago something was, kept current; the full time on pointing at it. */
export function Ago({ at }: { at: string | null | undefined }) {
  const present = useSyncExternalStore(subscribe, now);
  if (!at) return <span>–</span>;
  return (
    <time dateTime={at} title={formatDateTime(at)}>
      {formatAgo(at, present)}
    </time>
  );
}
