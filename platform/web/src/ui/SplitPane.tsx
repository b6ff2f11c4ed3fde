import { type KeyboardEvent, type PointerEvent, type ReactNode, useRef, useState } from "react";
import { cx } from "@/lib/cx.ts";
import { readStored, writeStored } from "@/lib/storage.ts";
import styles from "@/ui/SplitPane.module.css";

interface SplitPaneProps {
  /** Names the divider, and the place its position is remembered under. */
  label: string;
  id: string;
  direction: "row" | "column";
  start: number;
  first: ReactNode;
  second: ReactNode;
  /** On a narrow screen: show this pane alone. Both stay mounted. */
  only?: "first" | "second" | null;
}

const MIN = 15;
const MAX = 85;
const STEP = 2;

function within(percent: number): number {
  return Math.min(MAX, Math.max(MIN, percent));
}

/** Two panes and a divider that is dragged, or moved with the arrow keys (the ARIA window splitter). */
export function SplitPane({ label, id, direction, start, first, second, only = null }: SplitPaneProps) {
  const key = `codearena.split.${id}`;
  const frame = useRef<HTMLDivElement>(null);
  const [percent, setPercent] = useState(() => {
    const stored = readStored(key);
    return within(typeof stored === "number" ? stored : start);
  });
  const moveTo = (wanted: number) => {
    const next = within(wanted);
    setPercent(next);
    writeStored(key, Math.round(next * 10) / 10);
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    const box = frame.current?.getBoundingClientRect();
    if (!box || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const share = direction === "row" ? (event.clientX - box.left) / box.width : (event.clientY - box.top) / box.height;
    moveTo(share * 100);
  };
  const press = (event: KeyboardEvent) => {
    const [less, more] = direction === "row" ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
    const to = {
      [less as string]: percent - STEP,
      [more as string]: percent + STEP,
      Home: MIN,
      End: MAX,
      Enter: start,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    moveTo(to);
  };
  return (
    <div ref={frame} className={cx(styles.frame, styles[direction])}>
      <div
        className={styles.pane}
        style={only === null ? { flex: `0 0 calc(${percent}% - 0.25rem)` } : { flex: 1 }}
        hidden={only === "second"}
      >
        {first}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: hr is no divider that can be moved */}
      <div
        role="separator"
        aria-label={label}
        aria-orientation={direction === "row" ? "vertical" : "horizontal"}
        aria-valuenow={Math.round(percent)}
        aria-valuemin={MIN}
        aria-valuemax={MAX}
        tabIndex={0}
        hidden={only !== null}
        className={styles.divider}
        onPointerDown={(event) => {
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={drag}
        onDoubleClick={() => moveTo(start)}
        onKeyDown={press}
      />
      <div className={styles.pane} style={{ flex: 1 }} hidden={only === "first"}>
        {second}
      </div>
    </div>
  );
}
