import { Download, FileX2, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { projects } from "@/api/endpoints.ts";
import { closeFile, openFile } from "@/features/ide/actions.ts";
import { ConflictBar } from "@/features/ide/ConflictBar.tsx";
import styles from "@/features/ide/EditorArea.module.css";
import { useIde } from "@/features/ide/IdeContext.ts";
import { useEditor } from "@/features/ide/useEditor.ts";
import { cx } from "@/lib/cx.ts";
import { formatBytes, sentence } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { Bone, Loading, Notice } from "@/ui/states.tsx";
import { useStore } from "@/ui/useStore.ts";
import type { DocumentTab } from "@/workspace/files/Documents.ts";
import { nameOf, parentOf } from "@/workspace/files/tree.ts";

/** Tabs of the open files, and the one that is shown. */
export function EditorArea() {
  const ide = useIde();
  const { documents } = ide.workspace;
  const tabs = useStore(documents.tabs);
  const active = useStore(documents.active);
  const tab = tabs.find(({ path }) => path === active) ?? null;
  const host = useRef<HTMLDivElement>(null);
  const phase = useEditor(host, tab);
  const isText = tab?.shown.kind === "text";
  return (
    <section className={styles.area} aria-label="Editor">
      {tabs.length > 0 && <EditorTabs tabs={tabs} active={active} />}
      {tab?.conflict && <ConflictBar path={tab.path} conflict={tab.conflict} dirty={tab.dirty} />}
      {tab?.error && <Notice tone="error">Not saved. {sentence(tab.error)} It is tried again.</Notice>}
      <div className={styles.body}>
        <div ref={host} className={styles.host} hidden={!isText || phase !== "ready"} />
        {tab === null ? (
          <Nothing />
        ) : isText ? (
          phase !== "ready" && <Plain tab={tab} failed={phase === "failed"} />
        ) : (
          <Unshown tab={tab} />
        )}
      </div>
    </section>
  );
}

function EditorTabs({ tabs, active }: { tabs: readonly DocumentTab[]; active: string | null }) {
  const ide = useIde();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies(active): another tab is to be seen
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView?.({ block: "nearest", inline: "nearest" });
  }, [active]);
  const press = (event: KeyboardEvent, at: number) => {
    if (event.key === "Delete") closeFile(ide, tabs[at]?.path ?? "");
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + tabs.length) % tabs.length;
    ide.workspace.documents.open(tabs[next]?.path ?? "");
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[next]?.focus();
  };
  return (
    <div ref={list} role="tablist" aria-label="Open files" className={styles.tabs}>
      {tabs.map((tab, at) => (
        <span key={tab.path} role="presentation" className={cx(styles.tab, tab.path === active && styles.chosen)}>
          <button
            type="button"
            role="tab"
            aria-selected={tab.path === active}
            aria-keyshortcuts="Delete"
            aria-label={`${tab.path}${tab.dirty ? ", not saved yet" : ""}${tab.conflict ? ", changed elsewhere too" : ""}`}
            title={tab.path}
            tabIndex={tab.path === active ? 0 : -1}
            className={cx(styles.name, tab.conflict && styles.conflict, tab.conflict === "deleted" && styles.gone)}
            onClick={() => openFile(ide, tab.path)}
            onAuxClick={(event) => event.button === 1 && closeFile(ide, tab.path)}
            onKeyDown={(event) => press(event, at)}
          >
            {nameOf(tab.path)}
            {isAmbiguous(tab, tabs) && <span className={styles.folder}>{parentOf(tab.path) || "."}</span>}
          </button>
          <button
            type="button"
            // A list of tabs holds tabs alone: for those who hear it the Delete key closes one.
            aria-hidden="true"
            title={tab.dirty ? "Not saved yet; closing saves it" : "Close (Delete)"}
            tabIndex={-1}
            className={cx(styles.close, tab.dirty && styles.dirty)}
            onClick={() => closeFile(ide, tab.path)}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </span>
      ))}
    </div>
  );
}

function isAmbiguous(tab: DocumentTab, tabs: readonly DocumentTab[]): boolean {
  return tabs.some((other) => other !== tab && nameOf(other.path) === nameOf(tab.path));
}

function Nothing() {
  const ide = useIde();
  return (
    <div className={styles.nothing}>
      <p>No file is open.</p>
      <dl>
        <dt>Go to file</dt>
        <dd>
          <kbd>Ctrl+P</kbd>
        </dd>
        <dt>All commands</dt>
        <dd>
          <kbd>Ctrl+Shift+P</kbd>
        </dd>
        <dt>Terminal</dt>
        <dd>
          <kbd>Ctrl+`</kbd>
        </dd>
      </dl>
      <Button small onClick={() => ide.question.set({ kind: "palette", text: "" })}>
        Go to file
      </Button>
    </div>
  );
}

/** The text without the editor: until that has come, and in its place if it cannot be loaded. */
function Plain({ tab, failed }: { tab: DocumentTab; failed: boolean }) {
  const { documents } = useIde().workspace;
  const [text, setText] = useState(() => documents.text(tab.path) ?? "");
  return (
    <>
      {failed && <Notice tone="warning">The editor could not be loaded, so this is a plain text field.</Notice>}
      <textarea
        key={tab.path}
        className={styles.plain}
        aria-label={tab.path}
        aria-busy={!failed}
        readOnly={!failed}
        value={failed ? text : (documents.text(tab.path) ?? "")}
        onChange={(event) => {
          setText(event.target.value);
          documents.typed(tab.path, event.target.value);
        }}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
      />
    </>
  );
}

/** A file that is not shown as text, and why. */
function Unshown({ tab: { path, shown } }: { tab: DocumentTab }) {
  const { workspace, project } = useIde();
  if (shown.kind === "loading") {
    return (
      <Loading label={`Loading ${path}`}>
        <div className={styles.bones}>
          {[40, 62, 28, 55, 47, 70].map((width) => (
            <Bone key={width} width={`${width}%`} />
          ))}
        </div>
      </Loading>
    );
  }
  return (
    <div className={styles.nothing}>
      <FileX2 size={28} aria-hidden="true" />
      {shown.kind === "binary" && (
        <p>
          {nameOf(path)} is no text: {formatBytes(shown.size)} of binary data.
        </p>
      )}
      {shown.kind === "too-large" && (
        <p>
          {nameOf(path)} is too large to edit here: {formatBytes(shown.size)}.
        </p>
      )}
      {shown.kind === "missing" && <p>There is no file {path} any more.</p>}
      {shown.kind === "failed" && (
        <p>
          {path} could not be read. {sentence(shown.message)}
        </p>
      )}
      {(shown.kind === "binary" || shown.kind === "too-large") && (
        <a className={styles.download} href={projects.filePath(project.id, path)} download={nameOf(path)}>
          <Download size={14} aria-hidden="true" /> Download
        </a>
      )}
      {shown.kind === "failed" && (
        <Button small onClick={() => workspace.documents.open(path)}>
          Try again
        </Button>
      )}
    </div>
  );
}
