import { useEffect, useState } from "react";
import { ideSessions } from "@/api/endpoints.ts";
import { shortcutOf } from "@/features/ide/keys.ts";
import type { LayoutStore } from "@/features/ide/layout.ts";
import { localPort, PreviewStore } from "@/features/ide/preview.ts";
import { randomId } from "@/lib/random.ts";
import { readStored, writeStored } from "@/lib/storage.ts";
import { Store } from "@/lib/store.ts";
import type { ModelEditor } from "@/ui/editor/ModelEditor.ts";
import type { Wire } from "@/workspace/Connection.ts";
import type { Documents } from "@/workspace/files/Documents.ts";
import type { Files } from "@/workspace/files/Files.ts";
import { BrowserJournal, namePage, otherPages } from "@/workspace/files/journal.ts";
import { PROTOCOL } from "@/workspace/frames.ts";
import { Workspace } from "@/workspace/Workspace.ts";

export interface Parts {
  workspace: Workspace;
  preview: PreviewStore;
  editor: Store<ModelEditor | null>;
}

function wireOf(session: string): Wire {
  const address = new URL(ideSessions.socketPath(session), location.href);
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return {
    ticket: async () => (await ideSessions.ticket(session)).ticket,
    socket: (ticket) => new WebSocket(address, [PROTOCOL, `ticket.${ticket}`]),
  };
}

async function build(project: string, session: string, layout: LayoutStore): Promise<Parts> {
  const page = await namePage(randomId);
  const preview = new PreviewStore(session);
  const onLink = (address: string) => {
    const local = localPort(address);
    if (local === null) window.open(address, "_blank", "noopener,noreferrer");
    else {
      void preview.open(local.port, local.path);
      layout.change({ pane: "preview" });
    }
  };
  const workspace = new Workspace({
    wire: wireOf(session),
    client: page,
    journal: new BrowserJournal(project, page, () => otherPages(page)),
    look: layout.get(),
    isShortcut: (event) => shortcutOf(event, true) !== null,
    onLink,
  });
  return { workspace, preview, editor: new Store<ModelEditor | null>(null) };
}

/** The parts of a session that live outside of React, for as long as the page shows this session. */
export function useWorkspace(project: string, session: string | null, layout: LayoutStore): Parts | null {
  const [parts, setParts] = useState<Parts | null>(null);
  useEffect(() => {
    if (session === null) return;
    let left = false;
    let made: Parts | null = null;
    void build(project, session, layout).then(async (built) => {
      if (left) return built.workspace.dispose();
      made = built;
      await reopen(project, built.workspace);
      if (!left) setParts(built);
    });
    return () => {
      left = true;
      made?.workspace.dispose();
      setParts(null);
    };
  }, [project, session, layout]);
  return parts;
}

interface StoredTabs {
  paths: string[];
  active: string | null;
}

const tabsKey = (project: string) => `codearena.ide.tabs.${project}`;
const MOST_TABS = 20;

/** Brings back the tabs of last time, and the edits that were not saved. */
async function reopen(project: string, { documents, files }: Workspace): Promise<void> {
  await documents.revive();
  const stored = readStored(tabsKey(project)) as StoredTabs | null;
  const paths = Array.isArray(stored?.paths) ? stored.paths.filter((path) => typeof path === "string") : [];
  for (const path of paths.slice(0, MOST_TABS)) documents.open(path);
  const active = stored?.active ?? documents.tabs.get().at(0)?.path;
  if (active && documents.tabs.get().some(({ path }) => path === active)) documents.open(active);
  if (stored === null && documents.tabs.get().length === 0) openFirst(documents, files);
  const remember = () => {
    const tabs = documents.tabs.get().map(({ path }) => path);
    writeStored(tabsKey(project), { paths: tabs, active: documents.active.get() } satisfies StoredTabs);
  };
  documents.tabs.subscribe(remember);
  documents.active.subscribe(remember);
}

/** A project that is opened for the first time shows the file that most likely is its program. */
function openFirst(documents: Documents, files: Files): void {
  const stop = files.tree.subscribe(() => {
    const root = files.tree.get().folders.get("");
    if (root?.state !== "ready") return;
    stop();
    const names = root.entries.filter(({ kind }) => kind === "file").map(({ name }) => name);
    const first = names.find((name) => /^(main|app|index|server)\./i.test(name)) ?? names[0];
    if (first !== undefined && documents.active.get() === null) documents.open(first);
  });
}
