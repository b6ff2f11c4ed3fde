import { Files, Globe, PanelBottom, Search, Settings2, SquareTerminal, TextCursorInput, Unplug } from "lucide-react";
import { type ReactNode, Suspense, useEffect } from "react";
import { doShortcut, toggleTerminal } from "@/features/ide/actions.ts";
import { Banners } from "@/features/ide/Banners.tsx";
import { EditorArea } from "@/features/ide/EditorArea.tsx";
import { FilesPanel } from "@/features/ide/FilesPanel.tsx";
import { type Ide, useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/IdeWindow.module.css";
import { labelOf, shortcutOf } from "@/features/ide/keys.ts";
import { loadTheRest, PortsPanel, PreviewPane, SearchPanel, SettingsPanel } from "@/features/ide/later.ts";
import type { Pane, Side } from "@/features/ide/layout.ts";
import { Questions } from "@/features/ide/Questions.tsx";
import { StatusBar } from "@/features/ide/StatusBar.tsx";
import { TerminalPanel } from "@/features/ide/TerminalPanel.tsx";
import { TopBar } from "@/features/ide/TopBar.tsx";
import { SplitPane } from "@/ui/SplitPane.tsx";
import { useMedia } from "@/ui/useMedia.ts";
import { useStore } from "@/ui/useStore.ts";

/** The whole window of a session. */
export function IdeWindow() {
  const ide = useIde();
  const narrow = useMedia("(max-width: 52rem)");
  useShortcuts(ide);
  useUnkeptWarning(ide);
  const usable = useStore(ide.workspace.terminals.usable);
  useEffect(() => {
    if (usable) loadTheRest();
  }, [usable]);
  return (
    <div className={styles.window}>
      <TopBar />
      <Banners />
      <main className={styles.main}>
        {!narrow && <Rail />}
        <Panes narrow={narrow} />
      </main>
      {narrow && <BottomBar />}
      <StatusBar />
      <Questions />
    </div>
  );
}

const PANELS: Record<Side, ReactNode> = {
  files: <FilesPanel />,
  search: <SearchPanel />,
  ports: <PortsPanel />,
  settings: <SettingsPanel />,
};

/** All panes stay mounted, so that none loses its place when another is shown alone. */
function Panes({ narrow }: { narrow: boolean }) {
  const { layout, preview } = useIde();
  const { side, sideShown, terminalShown, pane } = useStore(layout);
  const previewed = useStore(preview) !== null;
  const sideOnly = narrow ? (pane === "side" ? "first" : "second") : sideShown ? null : "second";
  const above = narrow && pane === "terminal" ? "second" : narrow || !terminalShown ? "first" : null;
  const beside = narrow && pane === "preview" ? "second" : narrow || !previewed ? "first" : null;
  return (
    <SplitPane
      id="ide-side"
      label="Width of the side panel"
      direction="row"
      start={20}
      only={sideOnly}
      first={<Suspense>{PANELS[side]}</Suspense>}
      second={
        <SplitPane
          id="ide-terminal"
          label="Height of the terminals"
          direction="column"
          start={62}
          only={above}
          first={
            <SplitPane
              id="ide-preview"
              label="Width of the editor"
              direction="row"
              start={55}
              only={beside}
              first={<EditorArea />}
              second={<Suspense>{(previewed || pane === "preview") && <PreviewPane />}</Suspense>}
            />
          }
          second={<TerminalPanel narrow={narrow} />}
        />
      }
    />
  );
}

const RAIL: readonly [Side, string, typeof Files][] = [
  ["files", `Files (${labelOf("files")})`, Files],
  ["search", `Search (${labelOf("search")})`, Search],
  ["ports", "Ports", Unplug],
  ["settings", "Settings and limits", Settings2],
];

function Rail() {
  const ide = useIde();
  const { layout, workspace } = ide;
  const { side, sideShown, terminalShown } = useStore(layout);
  const ports = useStore(workspace.ports);
  return (
    <nav className={styles.rail} aria-label="Panels">
      {RAIL.map(([id, label, Icon]) => (
        <button
          key={id}
          type="button"
          className={styles.tool}
          aria-label={label}
          title={label}
          aria-pressed={sideShown && side === id}
          onClick={() => layout.toggleSide(id)}
        >
          <Icon size={18} aria-hidden="true" />
          {id === "ports" && ports.length > 0 && <span className={styles.count}>{ports.length}</span>}
        </button>
      ))}
      <button
        type="button"
        className={styles.low}
        aria-label={`Terminals (${labelOf("terminal")})`}
        title={`Terminals (${labelOf("terminal")})`}
        aria-pressed={terminalShown}
        onClick={() => (terminalShown ? layout.change({ terminalShown: false }) : toggleTerminal(ide))}
      >
        <PanelBottom size={18} aria-hidden="true" />
      </button>
    </nav>
  );
}

const BOTTOM: readonly [Pane, Side | null, string, typeof Files][] = [
  ["side", "files", "Files", Files],
  ["editor", null, "Editor", TextCursorInput],
  ["terminal", null, "Terminal", SquareTerminal],
  ["preview", null, "Preview", Globe],
  ["side", "settings", "More", Settings2],
];

/** On a narrow screen one pane at a time has the window. */
function BottomBar() {
  const { layout, preview } = useIde();
  const { pane, side } = useStore(layout);
  const previewed = useStore(preview) !== null;
  const choose = (wanted: Pane, panel: Side | null) => {
    // Without a preview there are the ports to choose one from.
    if (wanted === "preview" && !previewed) layout.showSide("ports");
    else layout.change({ pane: wanted, ...(panel && { side: panel, sideShown: true }) });
  };
  const isShown = (wanted: Pane, panel: Side | null) =>
    wanted === "preview"
      ? pane === "preview" || (pane === "side" && side === "ports")
      : pane === wanted && (panel === null || panel === side);
  return (
    <nav className={styles.bottom} aria-label="Panes">
      {BOTTOM.map(([wanted, panel, label, Icon]) => (
        <button key={label} type="button" aria-pressed={isShown(wanted, panel)} onClick={() => choose(wanted, panel)}>
          <Icon size={18} aria-hidden="true" />
          {label}
        </button>
      ))}
    </nav>
  );
}

/** Where the browser keeps no journal, leaving the page would lose what is not saved: the browser then asks. */
function useUnkeptWarning({ workspace }: Ide): void {
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent) => {
      const { edits, journal } = workspace.documents.saving.get();
      if (edits > 0 && !journal) event.preventDefault();
    };
    window.addEventListener("beforeunload", leave);
    return () => window.removeEventListener("beforeunload", leave);
  }, [workspace]);
}

/** The page's own keys come first: the editor knows some of them too. */
function useShortcuts(ide: Ide): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (target?.closest("dialog") !== null) return;
      const shortcut = shortcutOf(event, target?.closest(".xterm") != null);
      if (shortcut === null) return;
      event.preventDefault();
      event.stopPropagation();
      doShortcut(ide, shortcut);
    };
    window.addEventListener("keydown", press, { capture: true });
    return () => window.removeEventListener("keydown", press, { capture: true });
  }, [ide]);
}
