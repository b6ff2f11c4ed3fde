import type { ReactNode } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import { KEYS } from "@/features/ide/keys.ts";
import styles from "@/features/ide/SettingsPanel.module.css";
import { SidePanel } from "@/features/ide/SidePanel.tsx";
import { formatBytes, formatDateTime, plural, sentence } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { SelectField } from "@/ui/Field.tsx";
import { ThemeSwitch } from "@/ui/ThemeSwitch.tsx";
import { useStore } from "@/ui/useStore.ts";

const SIZES = [11, 12, 13, 14, 15, 16, 18];

/** What the person may set, and what limits the session. */
export default function SettingsPanel() {
  const { workspace, layout, session, question } = useIde();
  const { fontSize, screenReader } = useStore(layout);
  const disk = useStore(workspace.disk);
  const slow = useStore(workspace.slow);
  const change = (more: { fontSize?: number; screenReader?: boolean }) => {
    layout.change(more);
    workspace.terminals.restyle(layout.get());
  };
  return (
    <SidePanel title="Settings and limits">
      <div className={styles.part}>
        <Row label="Theme">
          <ThemeSwitch />
        </Row>
        <SelectField
          label="Size of the terminal's letters"
          value={fontSize}
          onChange={(event) => change({ fontSize: Number(event.target.value) })}
        >
          {SIZES.map((size) => (
            <option key={size} value={size}>
              {size} px
            </option>
          ))}
        </SelectField>
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={screenReader}
            onChange={(event) => change({ screenReader: event.target.checked })}
          />
          Terminals speak to screen readers
        </label>
      </div>
      <div className={styles.part}>
        <h3>Limits</h3>
        {disk && (
          <>
            <Bar label="Disk" used={disk.usedBytes} most={disk.diskBytes} words={formatBytes} />
            <Bar label="Files" used={disk.usedFiles} most={disk.diskFiles} words={String} />
            {disk.memoryBytes !== undefined && <Row label="Memory in use">{formatBytes(disk.memoryBytes)}</Row>}
          </>
        )}
        {slow !== null && <p className={styles.hint}>{sentence(slow)}</p>}
        <UnkeptFiles />
        {session.endsAt && <Row label="Ends at the latest">{formatDateTime(session.endsAt)}</Row>}
        <Button small kind="danger" onClick={() => question.set({ kind: "stop" })}>
          Stop the session
        </Button>
      </div>
      <div className={styles.part}>
        <h3>Keys</h3>
        <dl className={styles.keys}>
          {KEYS.map(({ shortcut, label }) => (
            <div key={shortcut}>
              <dt>{shortcut.replaceAll("-", " ")}</dt>
              <dd>
                <kbd>{label}</kbd>
              </dd>
            </div>
          ))}
          <div>
            <dt>Tab leaves the editor</dt>
            <dd>
              <kbd>Ctrl+M</kbd>
            </dd>
          </div>
        </dl>
      </div>
    </SidePanel>
  );
}

const REASONS = {
  "too-large": "too large",
  name: "its name",
  path: "its path is too long",
  unreadable: "cannot be read",
  "too-many": "too many files",
} as const;

const SHOWN = 5;

/** What would be gone with the session: nobody is to find that out afterwards. */
function UnkeptFiles() {
  const { files, more } = useStore(useIde().workspace.unkept);
  const count = files.length + more;
  if (count === 0) return null;
  return (
    <div className={styles.unkept}>
      <p>
        {plural(count, "file")} {count === 1 ? "is" : "are"} not stored with the project:
      </p>
      <ul>
        {files.slice(0, SHOWN).map(({ path, reason, size }) => (
          <li key={path}>
            <code>{path}</code> ({REASONS[reason]}, {formatBytes(size)})
          </li>
        ))}
        {count > SHOWN && <li>and {count - SHOWN} more</li>}
      </ul>
    </div>
  );
}

function Row({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className={styles.row}>
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}

interface BarProps {
  label: string;
  used: number;
  most: number;
  words: (amount: number) => string;
}

function Bar({ label, used, most, words }: BarProps) {
  return (
    <div>
      <Row label={label}>
        {words(used)} of {words(most)}
      </Row>
      <meter
        className={styles.meter}
        aria-label={label}
        min={0}
        max={most}
        value={used}
        high={most * 0.9}
        optimum={0}
      />
    </div>
  );
}
