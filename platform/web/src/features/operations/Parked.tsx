import { useState } from "react";
import { Link } from "react-router";
import type { ParkedItem } from "@/api/schema.ts";
import styles from "@/features/operations/operations.module.css";
import { useParkedDecision } from "@/features/operations/queries.ts";
import { formatBytes, plural } from "@/lib/format.ts";
import { Ago } from "@/ui/Ago.tsx";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";

export function ParkedList({ items }: { items: readonly ParkedItem[] }) {
  const [asked, setAsked] = useState<ParkedItem | null>(null);
  return (
    <>
      <ul className={styles.parked}>
        {items.map((item) => (
          <Item key={item.id} item={item} onDiscard={() => setAsked(item)} />
        ))}
      </ul>
      <DiscardDialog item={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function nameOf({ kind, submission, queue }: ParkedItem): string {
  if (kind === "message") return `message for ${queue ?? "an unknown queue"}`;
  return `${kind} ${submission ?? "that is gone"}`;
}

function Item({ item, onDiscard }: { item: ParkedItem; onDiscard: () => void }) {
  const replay = useParkedDecision();
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <What item={item} />
        <span>
          {plural(
            item.attempts,
            item.kind === "message" ? "delivery" : "attempt",
            item.kind === "message" ? "deliveries" : "attempts",
          )}
        </span>
        <span>
          <Ago at={item.parkedAt} />
        </span>
      </div>
      <p className={styles.reason}>{item.reason}</p>
      <div className={styles.decide}>
        <Button
          small
          busy={replay.isPending}
          aria-label={`Replay ${nameOf(item)}`}
          onClick={() => replay.mutate({ what: "replay", id: item.id })}
        >
          Replay
        </Button>
        <Button small kind="danger" aria-label={`Discard ${nameOf(item)}`} onClick={onDiscard}>
          Discard
        </Button>
      </div>
      {item.payload !== null && (
        <pre>
          {item.payload}
          {item.payloadBytes !== null &&
            item.payloadBytes > item.payload.length &&
            `… (${formatBytes(item.payloadBytes)})`}
        </pre>
      )}
      {replay.error && <Notice tone="error">{replay.error.message}</Notice>}
    </li>
  );
}

function What({ item }: { item: ParkedItem }) {
  if (item.kind === "message") return <b>Message for {item.queue}</b>;
  return (
    <>
      <b>
        {item.submission ? (
          <Link to={`/submissions/${item.submission}`}>
            {item.kind === "submission" ? "Submission" : "Rejudged submission"}
          </Link>
        ) : (
          "Submission that is gone"
        )}
      </b>
      <span>{[item.problem ?? "a run", item.language, item.lane, item.user].filter(Boolean).join(" · ")}</span>
    </>
  );
}

function DiscardDialog({ item, onClose }: { item: ParkedItem | null; onClose: () => void }) {
  const discard = useParkedDecision();
  return (
    <Dialog
      title="Throw it away?"
      open={item !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            busy={discard.isPending}
            onClick={() => item && discard.mutate({ what: "discard", id: item.id }, { onSuccess: onClose })}
          >
            Discard
          </Button>
        </>
      }
    >
      <p>
        {item?.kind === "message"
          ? "The message is not sent again. What it asked for is found by the sweep if it still waits."
          : "The submission keeps the verdict judge-error. It can still be rejudged."}
      </p>
      {discard.error && <Notice tone="error">{discard.error.message}</Notice>}
    </Dialog>
  );
}
