import { useEffect, useState } from "react";
import type { LaneFlow, OperationsHistory, OperationsNow, OperationsReading } from "@/api/schema.ts";
import { ageOf, formatCount, formatWait, laneOf, STALE_AFTER_MS, samplesOf } from "@/features/operations/model.ts";
import styles from "@/features/operations/operations.module.css";
import { Plot } from "@/features/operations/Plot.tsx";
import { plural } from "@/lib/format.ts";
import { Empty, Notice } from "@/ui/states.tsx";

interface ViewProps {
  now: OperationsNow;
  /** When that was received, by this browser's clock. */
  receivedAt: number;
  /** Why nothing newer came, when that failed. */
  failure: Error | null;
  history: OperationsHistory | undefined;
}

/** How everything is and was. What is not known is said, and never shown as 0. */
export function OperationsView({ now, receivedAt, failure, history }: ViewProps) {
  const present = usePresent();
  const age = ageOf(now, receivedAt, present);
  if (now.reading === null || age === null) {
    return (
      <Empty title="No reading yet">
        No server with the role ops has taken a reading in the last hour, or it cannot share it.
      </Empty>
    );
  }
  const { reading } = now;
  return (
    <>
      <Freshness age={age} failure={failure} unknown={reading.unknown} />
      <Figures reading={reading} />
      <div className={styles.lanes}>
        {reading.lanes.map((lane) => (
          <Lane key={lane.lane} lane={lane} history={history} to={present} />
        ))}
      </div>
      {history && (
        <div className={styles.pair}>
          <section className={styles.panel}>
            <h2>Verdicts per minute</h2>
            <Plot
              title="Verdicts per minute"
              series={[
                { name: "all lanes", look: "area", samples: samplesOf(history.points, (p) => p.verdictsPerMinute) },
              ]}
              everyMs={history.everyMs}
              to={present}
              format={formatCount}
            />
          </section>
          <section className={styles.panel}>
            <h2>Slots in use</h2>
            <Plot
              title="Slots"
              series={[
                { name: "busy", look: "area", samples: samplesOf(history.points, (p) => p.busy) },
                { name: "all", look: "dashed", samples: samplesOf(history.points, (p) => p.slots) },
              ]}
              everyMs={history.everyMs}
              to={present}
              format={formatCount}
              least={reading.slots}
            />
          </section>
        </div>
      )}
    </>
  );
}

function usePresent(): number {
  const [present, setPresent] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setPresent(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return present;
}

const AWAY: Record<string, string> = {
  broker: "RabbitMQ does not answer: its messages and who listens to its queues are not known.",
  judges: "Redis does not answer: the judges, their slots and waits are not known.",
};

function Freshness({ age, failure, unknown }: { age: number; failure: Error | null; unknown: readonly string[] }) {
  return (
    <div className={styles.notices}>
      {failure ? (
        <Notice tone="error">
          {failure.message} These figures are {formatWait(age)} old.
        </Notice>
      ) : age > STALE_AFTER_MS ? (
        <Notice tone="warning">
          These figures are {formatWait(age)} old: no server with the role ops has taken a reading since.
        </Notice>
      ) : (
        <p className={styles.fresh}>As of {formatWait(Math.max(1_000, age))} ago</p>
      )}
      {unknown.map((what) => (
        <Notice key={what} tone="warning">
          {AWAY[what] ?? `${what} cannot be asked.`}
        </Notice>
      ))}
    </div>
  );
}

function Figures({ reading }: { reading: OperationsReading }) {
  const waiting = reading.lanes.reduce((sum, lane) => sum + lane.waiting, 0);
  const oldest = Math.max(0, ...reading.lanes.map((lane) => lane.oldestMs));
  const parked = Object.values(reading.parked).reduce((sum, count) => sum + count, 0);
  const noJudges = reading.unknown.includes("judges");
  return (
    <dl className={styles.figures}>
      <Figure
        name="Waiting"
        value={formatCount(waiting)}
        more={waiting > 0 ? `oldest ${formatWait(oldest)}` : "nobody"}
      />
      <Figure
        name="Verdicts"
        value={noJudges ? "?" : `${formatCount(reading.verdictsPerMinute)}/min`}
        more="in the last minute"
      />
      <Figure
        name="Slots in use"
        value={noJudges ? "?" : `${reading.busy} of ${reading.slots}`}
        more={noJudges ? "not known" : plural(reading.judges.length, "judge")}
        alarm={!noJudges && reading.slots === 0}
      />
      <Figure
        name="Parked"
        value={formatCount(parked)}
        more={reading.deadLetters > 0 ? `${reading.deadLetters} more on their way` : "wait for you"}
        alarm={parked > 0}
      />
      <Figure
        name="Outbox"
        value={formatCount(reading.outbox.messages)}
        more={reading.outbox.messages > 0 ? `oldest ${formatWait(reading.outbox.oldestMs)}` : "all sent"}
        alarm={reading.outbox.oldestMs > 60_000}
      />
      <Figure
        name="Background"
        value={formatCount((reading.jobs.enqueued ?? 0) + (reading.jobs.processing ?? 0))}
        more={`${plural(reading.imports, "import")}, ${plural(reading.rejudges, "rejudge")}`}
        alarm={(reading.jobs.failed ?? 0) > 0}
      />
    </dl>
  );
}

function Figure({ name, value, more, alarm }: { name: string; value: string; more: string; alarm?: boolean }) {
  return (
    <div className={alarm ? styles.alarm : undefined}>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        <span>{more}</span>
      </dd>
    </div>
  );
}

function Lane({ lane, history, to }: { lane: LaneFlow; history: OperationsHistory | undefined; to: number }) {
  const pick = laneOf(lane.lane);
  return (
    <section className={styles.lane} aria-label={`Lane ${lane.lane}`}>
      <header>
        <h2>{lane.lane}</h2>
        <p>
          {formatCount(lane.waiting)} waiting, {formatCount(lane.judging)} judged now
        </p>
      </header>
      {history && (
        <>
          <Plot
            title={`Waiting in lane ${lane.lane}`}
            series={[{ name: "waiting", look: "area", samples: samplesOf(history.points, (p) => pick(p)?.waiting) }]}
            everyMs={history.everyMs}
            to={to}
            format={formatCount}
          />
          <Plot
            title={`Wait for a judge in lane ${lane.lane}`}
            series={[
              { name: "wait p95", look: "line", samples: samplesOf(history.points, (p) => pick(p)?.waitP95Ms) },
              { name: "p50", look: "dashed", samples: samplesOf(history.points, (p) => pick(p)?.waitP50Ms) },
            ]}
            everyMs={history.everyMs}
            to={to}
            format={formatWait}
          />
        </>
      )}
    </section>
  );
}
