import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link as RouterLink } from "react-router";
import { ideSessions } from "@/api/endpoints.ts";
import { openFile } from "@/features/ide/actions.ts";
import styles from "@/features/ide/Banners.module.css";
import { useIde } from "@/features/ide/IdeContext.ts";
import { isOver } from "@/features/ide/start.ts";
import { untilWords } from "@/features/ide/status.ts";
import { sentence } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { useStore } from "@/ui/useStore.ts";
import type { Link } from "@/workspace/link.ts";
import type { Notice } from "@/workspace/protocol.ts";

/** What has to be known while one goes on working: a thin line each, over nothing. */
export function Banners() {
  const ide = useIde();
  const { workspace, start, again } = ide;
  const link = useStore(workspace.connection.link);
  const notice = useStore(workspace.notice);
  const killed = useStore(workspace.killed);
  const rescued = useStore(workspace.documents.rescued);
  const had = useStore(workspace.terminals.usable);
  return (
    <>
      {isOver(start) && had && (
        <Banner tone="bad">
          <span>
            The session has stopped. {start.reason && `${sentence(start.reason)} `}Edits are kept in this browser until
            there is one again.
          </span>
          <Button small onClick={again}>
            Start again
          </Button>
        </Banner>
      )}
      {!isOver(start) && link.state === "lost" && had && <Lost link={link} onNow={workspace.connection.hurry} />}
      {link.state === "ended" && link.why === "signed-out" && (
        <Banner tone="bad">
          <span>You are signed out. Edits are kept in this browser.</span>
          <RouterLink to={`/sign-in?next=${encodeURIComponent(location.pathname)}`}>Sign in</RouterLink>
        </Banner>
      )}
      {link.state === "ended" && (link.why === "stopped" || link.why === "gone") && !isOver(start) && (
        <Banner tone="bad">
          <span>This session is over. Edits are kept in this browser.</span>
          <Button small onClick={again}>
            Start again
          </Button>
        </Banner>
      )}
      {start.unsaved !== null && !isOver(start) && (
        <Banner tone="bad">
          <span>
            Not everything can be stored: {start.unsaved}. It stays on the session's disk; what makes room makes it
            stored.
          </span>
        </Banner>
      )}
      {killed !== null && (
        <Banner tone="trouble">
          <span>{sentence(killed.text)}</span>
          <Button small onClick={() => workspace.killed.set(null)}>
            Close
          </Button>
        </Banner>
      )}
      {rescued !== null && (
        <Banner tone="trouble">
          <span>A program wrote to a file in the moment you did. What it wrote is in {rescued}.</span>
          <Button small onClick={() => openFile(ide, rescued)}>
            Open it
          </Button>
          <Button small onClick={() => workspace.documents.rescued.set(null)}>
            Close
          </Button>
        </Banner>
      )}
      <Listening />
      {notice !== null && link.state === "open" && <Ending notice={notice} />}
    </>
  );
}

function Banner({ tone, children }: { tone: "news" | "trouble" | "bad"; children: ReactNode }) {
  return (
    <div role="status" className={`${styles.banner} ${styles[tone]}`}>
      {children}
    </div>
  );
}

/** Tells of a port as it comes to be, unless one is looked at already. */
function Listening() {
  const { workspace, preview, layout } = useIde();
  const ports = useStore(workspace.ports);
  const shown = useStore(preview);
  const known = useRef<ReadonlySet<number> | null>(null);
  const [fresh, setFresh] = useState<number | null>(null);
  useEffect(() => {
    const now = new Set(ports.map(({ port }) => port));
    const before = known.current;
    known.current = now;
    // Those that were there when the page was opened are no news.
    const appeared = before === null ? undefined : [...now].find((port) => !before.has(port));
    setFresh((last) => appeared ?? (last !== null && now.has(last) ? last : null));
  }, [ports]);
  if (fresh === null || shown !== null) return null;
  const open = () => {
    void preview.open(fresh);
    layout.change({ pane: "preview" });
    setFresh(null);
  };
  return (
    <Banner tone="news">
      <span>
        Something listens on port <strong className="num">{fresh}</strong>.
      </span>
      <Button small onClick={open}>
        Open the preview
      </Button>
      <Button small kind="quiet" onClick={() => setFresh(null)}>
        Not now
      </Button>
    </Banner>
  );
}

/** A loss that is over at once is not worth a word. */
const PATIENCE_MS = 600;

function Lost({ link, onNow }: { link: Link & { state: "lost" }; onNow: () => void }) {
  const now = useNow();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  const seconds = Math.max(0, Math.ceil((link.retryAt - now) / 1000));
  return (
    <Banner tone="trouble">
      <span title={link.why}>
        The connection is lost. Go on typing: nothing gets lost.{" "}
        <span className={styles.count} aria-hidden="true">
          {seconds > 0 ? `Next try in ${seconds} s` : "Trying"}
        </span>
      </span>
      <Button small onClick={onNow}>
        Try now
      </Button>
    </Banner>
  );
}

function Ending({ notice }: { notice: Notice }) {
  const { session, workspace } = useIde();
  const now = useNow();
  const [error, setError] = useState<string | null>(null);
  const keep = () => {
    ideSessions.keepAlive(session.id).then(
      () => workspace.dismissNotice(),
      (failure: Error) => setError(failure.message),
    );
  };
  return (
    <Banner tone="trouble">
      <span>
        {sentence(error ?? notice.text)} It stops in <span className={styles.count}>{untilWords(notice.at, now)}</span>.
        Files are kept.
      </span>
      {notice.kind === "idle" && (
        <Button small onClick={keep}>
          Keep it going
        </Button>
      )}
    </Banner>
  );
}

function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
