/** What can be done in the IDE, whatever it is started by: a key, a button, the palette. */

import type { Ide } from "@/features/ide/IdeContext.ts";
import { labelOf, type Shortcut } from "@/features/ide/keys.ts";
import { chooseTheme } from "@/ui/theme.ts";
import { join, nameOf, parentOf } from "@/workspace/files/tree.ts";

export interface Command {
  id: string;
  title: string;
  keys?: string;
  run: () => void;
}

export function openFile(
  { workspace, layout, editor }: Ide,
  path: string,
  place?: { line: number; column: number },
): void {
  workspace.documents.open(path, place);
  layout.showEditor();
  requestAnimationFrame(() => editor.get()?.focus());
}

/** Closes a tab; where edits would be lost with it, a person is asked. */
export function closeFile({ workspace, question }: Ide, path: string): void {
  if (workspace.documents.needsWord(path)) question.set({ kind: "close", path });
  else workspace.documents.close(path);
}

/** Gives a file or folder another name, with all that is open of it. */
export async function move({ workspace, editor }: Ide, from: string, to: string, isFolder: boolean): Promise<void> {
  if (from === to) return;
  if (!(await workspace.documents.settle(from))) throw new Error("has edits that are not saved yet");
  const open = workspace.documents.tabs.get().map(({ path }) => path);
  await workspace.files.rename(from, to, isFolder);
  workspace.documents.moved(from, to);
  for (const path of open) {
    if (path === from || path.startsWith(`${from}/`)) editor.get()?.move(path, to + path.slice(from.length));
  }
}

export function renamed(path: string, name: string): string {
  return join(parentOf(path), name);
}

export function runTask(ide: Ide, task: string): void {
  const { workspace, layout } = ide;
  workspace.documents.flush();
  layout.showTerminal();
  void workspace.terminals.run(task).then(
    () => workspace.terminals.focus(),
    () => {},
  );
}

export function newTerminal({ workspace, layout }: Ide): void {
  layout.showTerminal();
  void workspace.terminals.open().then(
    () => workspace.terminals.focus(),
    () => {},
  );
}

/** Moves the keyboard between the terminal and what is above it. */
export function toggleTerminal({ workspace, layout, editor }: Ide): void {
  const inTerminal = document.activeElement?.closest("[data-terminal]") != null;
  if (inTerminal) {
    layout.showEditor();
    editor.get()?.focus();
  } else {
    layout.showTerminal();
    requestAnimationFrame(() => workspace.terminals.focus());
  }
}

/** Out of the terminal, to its tabs, from where Tab goes on. */
function leaveTerminal(): void {
  document.querySelector<HTMLElement>("[data-terminal-tabs] [aria-selected=true]")?.focus();
}

function stepTab({ workspace: { documents } }: Ide, by: number): void {
  const paths = documents.tabs.get().map(({ path }) => path);
  const at = paths.indexOf(documents.active.get() ?? "");
  const next = paths[(at + by + paths.length) % paths.length];
  if (next !== undefined) documents.open(next);
}

/** The task of a session's main button: its run, or else its first. */
export function mainTask(tasks: readonly { id: string }[]): string | null {
  return (tasks.find(({ id }) => id === "run") ?? tasks[0])?.id ?? null;
}

export function doShortcut(ide: Ide, shortcut: Shortcut): void {
  const { layout, question, workspace } = ide;
  const active = workspace.documents.active.get();
  const actions: Record<Shortcut, () => void> = {
    palette: () => question.set({ kind: "palette", text: ">" }),
    "go-to-file": () => question.set({ kind: "palette", text: "" }),
    terminal: () => toggleTerminal(ide),
    "new-terminal": () => newTerminal(ide),
    "leave-terminal": leaveTerminal,
    files: () => layout.showSide("files"),
    search: () => layout.showSide("search"),
    save: () => workspace.documents.flush(),
    run: () => {
      const task = mainTask(workspace.tasks.get());
      if (task !== null) runTask(ide, task);
    },
    "close-tab": () => active !== null && closeFile(ide, active),
    "next-tab": () => stepTab(ide, 1),
    "previous-tab": () => stepTab(ide, -1),
  };
  actions[shortcut]();
}

/** Everything the palette offers. */
export function commands(ide: Ide): Command[] {
  const { workspace, layout, editor, question } = ide;
  const shortcut = (id: Shortcut, title: string): Command => {
    return { id, title, keys: labelOf(id), run: () => doShortcut(ide, id) };
  };
  const active = workspace.documents.active.get();
  const tasks = workspace.tasks.get().map(({ id, label, command }) => {
    return { id: `task ${id}`, title: `${label}: ${command}`, run: () => runTask(ide, id) };
  });
  const ofFile: Command[] =
    active === null
      ? []
      : [
          shortcut("save", `Save ${nameOf(active)} now`),
          shortcut("close-tab", `Close ${nameOf(active)}`),
          {
            id: "reveal",
            title: `Show ${nameOf(active)} in the file tree`,
            run: () => {
              workspace.files.reveal(active);
              layout.showSide("files");
            },
          },
          {
            id: "comment",
            title: "Toggle line comment",
            keys: "Ctrl+/",
            run: () => editor.get()?.act("editor.action.commentLine"),
          },
          { id: "line", title: "Go to line", keys: "Ctrl+G", run: () => editor.get()?.act("editor.action.gotoLine") },
          { id: "find", title: "Find in this file", keys: "Ctrl+F", run: () => editor.get()?.act("actions.find") },
        ];
  return [
    ...tasks,
    shortcut("go-to-file", "Go to file"),
    shortcut("new-terminal", "New terminal"),
    shortcut("terminal", "Between terminal and editor"),
    {
      id: "clear",
      title: "Clear the terminal",
      run: () => workspace.terminals.view(workspace.terminals.active.get() ?? 0)?.clear(),
    },
    shortcut("files", "Show files"),
    shortcut("search", "Search in files"),
    { id: "ports", title: "Show ports", run: () => layout.showSide("ports") },
    { id: "settings", title: "Show settings and limits", run: () => layout.showSide("settings") },
    ...ofFile,
    { id: "light", title: "Light theme", run: () => chooseTheme("light") },
    { id: "dark", title: "Dark theme", run: () => chooseTheme("dark") },
    { id: "system", title: "Theme of the system", run: () => chooseTheme("system") },
    { id: "stop", title: "Stop the session", run: () => question.set({ kind: "stop" }) },
  ];
}
