import { Cloud, CloudCheck, HardDrive, Save, TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/StatusBar.module.css";
import { linkWords, type Mood, savingWords } from "@/features/ide/status.ts";
import { cx } from "@/lib/cx.ts";
import { formatBytes } from "@/lib/format.ts";
import { useStore } from "@/ui/useStore.ts";

/** How the connection is, what is saved, and what the disk holds. */
export function StatusBar() {
  const { workspace, layout, start } = useIde();
  const link = useStore(workspace.connection.link);
  const roundTrip = useStore(workspace.connection.roundTrip);
  const saving = useStore(workspace.documents.saving);
  const isStored = useStore(workspace.stored);
  const disk = useStore(workspace.disk);
  const { files, more } = useStore(workspace.unkept);
  const unkept = files.length + more;
  const online = link.state === "open";
  const linked = linkWords(link, roundTrip, start.phase);
  const saved = savingWords(saving, isStored, online);
  return (
    <footer className={styles.bar}>
      <span className={styles.item} title={linked.title}>
        <i className={cx(styles.dot, styles[linked.mood])} aria-hidden="true" />
        <span className={styles.rtt}>{linked.words}</span>
      </span>
      {(online || saving.edits > 0) && (
        <span className={cx(styles.item, styles[saved.mood])} title={saved.title}>
          <SavedIcon mood={saved.mood} isStored={isStored} />
          {saved.words}
        </span>
      )}
      {unkept > 0 && (
        <button
          type="button"
          className={cx(styles.item, styles.trouble)}
          title="Some files are not stored with the project: too large, too many, or oddly named"
          onClick={() => layout.showSide("settings")}
        >
          <TriangleAlert size={13} aria-hidden="true" /> {unkept} not stored
        </button>
      )}
      <span className={styles.space} />
      {disk && (
        <button
          type="button"
          className={cx(styles.item, disk.usedBytes > disk.diskBytes * 0.9 && styles.trouble)}
          title={`${formatBytes(disk.usedBytes)} of ${formatBytes(disk.diskBytes)} on the disk`}
          onClick={() => layout.showSide("settings")}
        >
          <HardDrive size={13} aria-hidden="true" /> {formatBytes(disk.usedBytes)}
        </button>
      )}
      <Announced
        link={linked.mood === "busy" ? "" : online ? "Connected" : linked.words}
        saved={saved.mood === "busy" ? "" : saved.words}
      />
    </footer>
  );
}

function SavedIcon({ mood, isStored }: { mood: Mood; isStored: boolean }) {
  if (mood === "trouble" || mood === "bad") return <TriangleAlert size={13} aria-hidden="true" />;
  if (mood === "busy") return <Save size={13} aria-hidden="true" />;
  return isStored ? <CloudCheck size={13} aria-hidden="true" /> : <Cloud size={13} aria-hidden="true" />;
}

const REST_MS = 1_000;

/** Tells those who hear the page, once it stays so: what passes by is not worth a word. */
function Announced({ link, saved }: { link: string; saved: string }) {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const timer = setTimeout(() => setSaid([link, saved].filter(Boolean).join(", ")), REST_MS);
    return () => clearTimeout(timer);
  }, [link, saved]);
  return (
    <span role="status" className="visually-hidden">
      {said}
    </span>
  );
}
