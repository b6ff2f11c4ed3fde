import { ChevronDown, Plus, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { newTerminal } from "@/features/ide/actions.ts";
import { useIde } from "@/features/ide/IdeContext.ts";
import { KeyBar } from "@/features/ide/KeyBar.tsx";
import { StartSteps } from "@/features/ide/StartSteps.tsx";
import styles from "@/features/ide/TerminalPanel.module.css";
import { cx } from "@/lib/cx.ts";
import { IconButton } from "@/ui/Button.tsx";
import { useStore } from "@/ui/useStore.ts";
import type { TerminalTab } from "@/workspace/terminal/Terminals.ts";

/** The terminals of the session; before there is one, how far the session is. */
export function TerminalPanel({ narrow }: { narrow: boolean }) {
  const ide = useIde();
  const { terminals } = ide.workspace;
  const tabs = useStore(terminals.tabs);
  const active = useStore(terminals.active);
  const [finding, setFinding] = useState(false);
  return (
    <section className={styles.panel} aria-label="Terminals" data-terminal>
      <div className={styles.bar}>
        <TerminalTabs tabs={tabs} active={active} />
        <span className={styles.tools}>
          {finding && active !== null && <Find terminal={active} onClose={() => setFinding(false)} />}
          <IconButton
            label="Find in this terminal"
            className={styles.tool}
            aria-pressed={finding}
            onClick={() => setFinding(!finding)}
          >
            <Search size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label="New terminal (Ctrl+Shift+`)" className={styles.tool} onClick={() => newTerminal(ide)}>
            <Plus size={15} aria-hidden="true" />
          </IconButton>
          {!narrow && (
            <IconButton
              label="Hide terminals (Ctrl+` shows them)"
              className={styles.tool}
              onClick={() => ide.layout.change({ terminalShown: false })}
            >
              <ChevronDown size={15} aria-hidden="true" />
            </IconButton>
          )}
        </span>
      </div>
      <div className={styles.screens}>
        {tabs.length === 0 ? (
          <StartSteps />
        ) : (
          tabs.map(({ id, exit }) => <Screen key={id} id={id} active={id === active} exit={exit} />)
        )}
      </div>
      {narrow && active !== null && <KeyBar terminal={active} />}
      {!narrow && <p className={styles.hint}>Ctrl+Shift+Up leaves the terminal</p>}
    </section>
  );
}

function TerminalTabs({ tabs, active }: { tabs: readonly TerminalTab[]; active: number | null }) {
  const { terminals } = useIde().workspace;
  const list = useRef<HTMLDivElement>(null);
  const show = (id: number) => {
    terminals.activate(id);
    requestAnimationFrame(() => terminals.focus());
  };
  const press = (event: KeyboardEvent, at: number) => {
    if (event.key === "Delete") {
      const id = tabs[at]?.id;
      if (id !== undefined) void terminals.close(id).catch(() => {});
    }
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    terminals.activate(tabs[next]?.id ?? 0);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label="Terminals" className={styles.tabs} data-terminal-tabs>
      {tabs.map(({ id, title, exit }, at) => (
        <span key={id} role="presentation" className={cx(styles.tab, id === active && styles.chosen)}>
          <button
            type="button"
            role="tab"
            aria-selected={id === active}
            aria-keyshortcuts="Delete"
            tabIndex={id === active ? 0 : -1}
            className={styles.name}
            onClick={() => show(id)}
            onAuxClick={(event) => event.button === 1 && void terminals.close(id).catch(() => {})}
            onKeyDown={(event) => press(event, at)}
          >
            {title}
            {exit !== null && <Exit code={exit} />}
          </button>
          <button
            type="button"
            // A list of tabs holds tabs alone: for those who hear it the Delete key closes one.
            aria-hidden="true"
            title="Close, and end what runs in it (Delete)"
            tabIndex={-1}
            className={styles.close}
            onClick={() => void terminals.close(id).catch(() => {})}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
    </div>
  );
}

function Exit({ code }: { code: number }) {
  return (
    <span className={cx(styles.exit, code === 0 ? styles.fine : styles.failed)}>
      {code === 0 ? "done" : `exit ${code}`}
    </span>
  );
}

function Screen({ id, active, exit }: { id: number; active: boolean; exit: number | null }) {
  const { terminals } = useIde().workspace;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    return host.current === null ? undefined : terminals.view(id)?.mount(host.current);
  }, [id, terminals]);
  useEffect(() => {
    terminals.view(id)?.show(active);
  }, [id, active, terminals]);
  return (
    <div className={styles.screen} hidden={!active}>
      <div ref={host} className={styles.host} />
      {exit !== null && <p className={styles.ended}>This terminal has ended with exit code {exit}.</p>}
    </div>
  );
}

/** Enter goes to the match before, as it is the later output that is looked at first. */
function Find({ terminal, onClose }: { terminal: number; onClose: () => void }) {
  const { terminals } = useIde().workspace;
  const [missing, setMissing] = useState(false);
  const find = (text: string, forward: boolean) => setMissing(!(terminals.view(terminal)?.find(text, forward) ?? true));
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") find(event.currentTarget.value, event.shiftKey);
    if (event.key !== "Escape") return;
    onClose();
    terminals.focus();
  };
  return (
    <input
      // biome-ignore lint/a11y/noAutofocus: it was asked for just now
      autoFocus
      type="search"
      className={styles.find}
      aria-label="Find in this terminal"
      aria-invalid={missing || undefined}
      placeholder="Find"
      title="Enter: upwards, Shift+Enter: downwards, Escape: back"
      onChange={(event) => find(event.target.value, false)}
      onKeyDown={press}
      spellCheck={false}
      autoComplete="off"
    />
  );
}
