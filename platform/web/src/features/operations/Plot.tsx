import { type PointerEvent, useState } from "react";
import {
  type Frame,
  HOUR_MS,
  nearest,
  pathOf,
  place,
  runsOf,
  type Series,
  topOf,
} from "@/features/operations/model.ts";
import styles from "@/features/operations/Plot.module.css";
import { cx } from "@/lib/cx.ts";

const WIDTH = 320;
const HEIGHT = 72;

interface PlotProps {
  /** What is shown, for those who cannot see it: the last values follow. */
  title: string;
  series: readonly Series[];
  everyMs: number;
  /** The end of the hour that is shown. */
  to: number;
  format: (value: number) => string;
  /** The least top, for values that have one, such as the number of slots. */
  least?: number;
}

/** The last hour as lines. Pointing at it tells the values of that moment. */
export function Plot({ title, series, everyMs, to, format, least = 0 }: PlotProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  const from = to - HOUR_MS;
  const shown = series.map((one) => ({ ...one, samples: one.samples.filter((sample) => sample.at >= from) }));
  const top = topOf(Math.max(least, ...shown.flatMap((one) => one.samples.map((sample) => sample.value))));
  const frame: Frame = { from, to, top, width: WIDTH, height: HEIGHT };
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    setPointed(from + ((event.clientX - box.left) / box.width) * HOUR_MS);
  };
  const at = pointed ?? to;
  const values = shown.map(({ name, samples }) => {
    const sample = nearest(samples, at);
    const near = sample !== undefined && Math.abs(sample.at - at) <= everyMs * 2.5;
    return { name, text: near ? format(sample.value) : "no reading", sample: near ? sample : undefined };
  });
  return (
    <figure className={styles.plot}>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${title}, the last hour. Now: ${values.map(({ name, text }) => `${name} ${text}`).join(", ")}`}
        onPointerMove={point}
        onPointerLeave={() => setPointed(null)}
      >
        <line className={styles.ground} x1="0" x2={WIDTH} y1={HEIGHT} y2={HEIGHT} />
        <line className={styles.half} x1="0" x2={WIDTH} y1={HEIGHT / 2} y2={HEIGHT / 2} />
        {shown.map(({ name, look, samples }) =>
          runsOf(samples, everyMs).map((run) => (
            <g key={`${name}-${run[0]?.at}`}>
              {look === "area" && <path className={styles.area} d={pathOf(frame, run, true)} />}
              <path className={cx(styles.line, look === "dashed" && styles.dashed)} d={pathOf(frame, run, false)} />
            </g>
          )),
        )}
        {pointed !== null && <Pointer frame={frame} at={at} />}
      </svg>
      <span className={styles.top} aria-hidden="true">
        {format(top)}
      </span>
      <figcaption aria-hidden="true">
        <span>{pointed === null ? "60 min" : `${Math.max(0, Math.round((to - at) / 60_000))} min ago`}</span>
        <span className={styles.values}>
          {values.map(({ name, text }) => (
            <span key={name}>
              {name} <b>{text}</b>
            </span>
          ))}
        </span>
      </figcaption>
    </figure>
  );
}

function Pointer({ frame, at }: { frame: Frame; at: number }) {
  const [x] = place(frame, { at, value: 0 });
  return <line className={styles.pointer} x1={x} x2={x} y1="0" y2={HEIGHT} />;
}
