import { Check, CircleAlert, LoaderCircle } from "lucide-react";
import { useEffect, useState } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/StartSteps.module.css";
import { isOver, type Step } from "@/features/ide/start.ts";
import { formatMs, sentence } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { useStore } from "@/ui/useStore.ts";

/** How the session comes to be, as it happens, with what each step took. */
export function StartSteps() {
  const { start, again, workspace } = useIde();
  const link = useStore(workspace.connection.link);
  if (isOver(start)) return <Over failed={start.phase === "failed"} reason={start.reason} onAgain={again} />;
  const running = start.phase === "running";
  const steps: readonly Step[] = running
    ? [...start.steps, { name: "connect", text: "The terminal is connected", atMs: 0, tookMs: null }]
    : start.steps;
  return (
    <div className={styles.start} role="status" aria-live="polite">
      <h2>{running ? "Opening a terminal" : "Starting the session"}</h2>
      <ol className={styles.steps}>
        {steps.map((step, i) => (
          <StepRow key={step.name} step={step} waits={i === steps.length - 1 && step.tookMs === null} />
        ))}
        {steps.every(({ tookMs }) => tookMs !== null) && !running && <Waiting />}
      </ol>
      {link.state === "lost" && <p className={styles.trouble}>{sentence(link.why)} It is tried again.</p>}
    </div>
  );
}

function StepRow({ step, waits }: { step: Step; waits: boolean }) {
  return (
    <li className={styles.step}>
      {waits ? (
        <LoaderCircle size={15} aria-hidden="true" className={styles.turning} />
      ) : (
        <Check size={15} aria-hidden="true" className={styles.done} />
      )}
      <span>{step.text || step.name}</span>
      <span className={styles.took}>{step.tookMs !== null ? formatMs(step.tookMs) : waits && <Since />}</span>
    </li>
  );
}

function Waiting() {
  return (
    <li className={styles.step}>
      <LoaderCircle size={15} aria-hidden="true" className={styles.turning} />
      <span>Waiting for the next step</span>
      <span className={styles.took}>
        <Since />
      </span>
    </li>
  );
}

/** How long it has been; it counts from when it is first shown. */
function Since() {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((n) => n + 1), 1_000);
    return () => clearInterval(timer);
  }, []);
  return <span aria-hidden="true">{seconds === 0 ? "" : `${seconds} s`}</span>;
}

function Over({ failed, reason, onAgain }: { failed: boolean; reason: string | null; onAgain: () => void }) {
  return (
    <div className={styles.start} role="alert">
      <h2 className={failed ? styles.failed : ""}>
        {failed && <CircleAlert size={18} aria-hidden="true" />}
        {failed ? "The session could not be started" : "The session has stopped"}
      </h2>
      <p>{reason && `${sentence(reason)} `}Your files are kept.</p>
      <Button kind="primary" onClick={onAgain}>
        Start again
      </Button>
    </div>
  );
}
