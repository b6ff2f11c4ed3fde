import { ChevronRight, File as FileIcon, Folder, FolderOpen, Link2 } from "lucide-react";
import {
  type DragEvent,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from "react";
import { projects } from "@/api/endpoints.ts";
import { move, openFile, renamed } from "@/features/ide/actions.ts";
import { download } from "@/features/ide/download.ts";
import { uploadsOf } from "@/features/ide/drop.ts";
import styles from "@/features/ide/FileTree.module.css";
import { useIde } from "@/features/ide/IdeContext.ts";
import { NameField } from "@/features/ide/NameField.tsx";
import { ROW_PX, useVisibleRows } from "@/features/ide/useVisibleRows.ts";
import { copyText } from "@/lib/clipboard.ts";
import { cx } from "@/lib/cx.ts";
import { sentence } from "@/lib/format.ts";
import { ContextMenu, type MenuItem } from "@/ui/ContextMenu.tsx";
import { Notice } from "@/ui/states.tsx";
import { useStore } from "@/ui/useStore.ts";
import { join, nameOf, parentOf, type Row, rows as rowsOf } from "@/workspace/files/tree.ts";

/** What is being given a name: something new in a folder, or something that has another one. */
export type Naming = { kind: "file" | "folder"; folder: string } | { kind: "rename"; path: string; isFolder: boolean };

interface FileTreeProps {
  naming: Naming | null;
  onNaming: (naming: Naming | null) => void;
  /** The folder that new files go into follows the focus. */
  onFolder: (folder: string) => void;
}

const MOVED = "application/x-codearena-path";

/**
 * The ARIA tree. Only the rows that are to be seen exist, so the focus stays on the tree and `aria-activedescendant` names the
 * row it is at.
 */
export function FileTree({ naming, onNaming, onFolder }: FileTreeProps) {
  const ide = useIde();
  const { files, documents } = ide.workspace;
  const tree = useStore(files.tree);
  const active = useStore(documents.active);
  const all = useMemo(() => rowsOf(tree), [tree]);
  const [at, setAt] = useState<string | null>(null);
  const [menu, setMenu] = useState<{ x: number; y: number; row: Row | null } | null>(null);
  const [over, setOver] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const index = Math.max(
    0,
    all.findIndex(({ path }) => path === (at ?? active)),
  );
  const shown = withNaming(all, naming);
  const { frame, first, last, scrollTo } = useVisibleRows(shown.length);

  const go = (to: number) => {
    const row = all[Math.max(0, Math.min(all.length - 1, to))];
    if (row === undefined) return;
    setAt(row.path);
    onFolder(row.kind === "directory" ? row.path : parentOf(row.path));
    scrollTo(all.indexOf(row));
  };
  const activate = (row: Row) => {
    go(all.indexOf(row));
    if (row.kind === "directory") files.toggle(row.path, !row.expanded);
    else if (row.kind === "file" && row.note === undefined) openFile(ide, row.path);
  };
  const run = (act: Promise<void>) => {
    setError(null);
    act.catch((failure: unknown) => setError((failure as Error).message));
  };
  const finish = (name: string) => {
    if (naming === null) return;
    onNaming(null);
    frame.current?.focus();
    if (naming.kind === "rename") run(move(ide, naming.path, renamed(naming.path, name), naming.isFolder));
    else if (naming.kind === "folder") run(files.createFolder(join(naming.folder, name)));
    else run(files.createFile(join(naming.folder, name)).then(() => openFile(ide, join(naming.folder, name))));
  };
  // A folder in which something is made is opened for it.
  const folder = naming !== null && naming.kind !== "rename" ? naming.folder : "";
  useEffect(() => {
    if (folder !== "") files.toggle(folder, true);
  }, [folder, files]);

  const ask = (row: Row) => ide.question.set({ kind: "delete", path: row.path, isFolder: row.kind === "directory" });
  const rename = (row: Row) => onNaming({ kind: "rename", path: row.path, isFolder: row.kind === "directory" });
  const typed = useTypeahead(all, index, go);
  const press = (event: KeyboardEvent) => {
    const row = all[index];
    if (event.target !== frame.current || row === undefined) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      Home: () => go(0),
      End: () => go(all.length - 1),
      PageDown: () => go(index + (last - first) - 2),
      PageUp: () => go(index - (last - first) + 2),
      ArrowRight: () => (row.kind !== "directory" ? {} : row.expanded ? go(index + 1) : files.toggle(row.path, true)),
      ArrowLeft: () =>
        row.expanded ? files.toggle(row.path, false) : go(all.findIndex(({ path }) => path === parentOf(row.path))),
      Enter: () => activate(row),
      " ": () => activate(row),
      F2: () => rename(row),
      Delete: () => ask(row),
      ContextMenu: () => setMenu({ x: 60, y: placeOf(frame.current, index), row }),
    };
    const act = acts[event.key === "F10" && event.shiftKey ? "ContextMenu" : event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (act !== undefined) act();
    else if (!typed(event.key)) return;
    event.preventDefault();
  };

  const drop = async (event: DragEvent, target: string) => {
    event.preventDefault();
    setOver(null);
    const moved = event.dataTransfer.getData(MOVED);
    if (moved !== "") {
      const to = join(target, nameOf(moved));
      const isFolder = all.some(({ path, kind }) => path === moved && kind === "directory");
      if (to !== moved && !to.startsWith(`${moved}/`)) run(move(ide, moved, to, isFolder));
    } else await files.send(await uploadsOf(event.dataTransfer, target));
  };
  const hover = (event: DragEvent, target: string) => {
    event.preventDefault();
    event.stopPropagation();
    setOver(target);
  };

  const itemsOf = (row: Row | null): MenuItem[] => {
    const into = row === null ? "" : row.kind === "directory" ? row.path : parentOf(row.path);
    const making: MenuItem[] = [
      { label: "New file", run: () => onNaming({ kind: "file", folder: into }) },
      { label: "New folder", run: () => onNaming({ kind: "folder", folder: into }) },
    ];
    if (row === null) return making;
    const downloading: MenuItem[] =
      row.kind === "file"
        ? [{ label: "Download", run: () => download(projects.filePath(ide.project.id, row.path), row.name) }]
        : [];
    return [
      ...making,
      { label: "Rename", keys: "F2", run: () => rename(row) },
      { label: "Copy path", run: () => void copyText(row.path) },
      ...downloading,
      { label: "Delete", keys: "Del", danger: true, run: () => ask(row) },
    ];
  };
  const openMenu = (event: MouseEvent, row: Row | null) => {
    event.preventDefault();
    event.stopPropagation();
    if (row !== null) go(all.indexOf(row));
    setMenu({ x: event.clientX, y: event.clientY, row });
  };

  return (
    <>
      {error !== null && <Notice tone="error">{sentence(error)}</Notice>}
      {all.length === 0 && naming === null && (
        <p className={styles.empty}>No files yet. Create one, or drop files and folders here.</p>
      )}
      <div
        ref={frame}
        role="tree"
        aria-label="Files"
        tabIndex={0}
        aria-activedescendant={all.length > 0 ? `${id}-${index}` : undefined}
        className={cx(styles.tree, over === "" && styles.over)}
        onKeyDown={press}
        onContextMenu={(event) => openMenu(event, null)}
        onDragOver={(event) => hover(event, "")}
        onDragLeave={() => setOver(null)}
        onDrop={(event) => void drop(event, "")}
      >
        <div className={styles.space} style={{ height: shown.length * ROW_PX }}>
          {shown.slice(first, last).map((item, i) => {
            const top = (first + i) * ROW_PX;
            if (item.row === null) {
              return (
                <div key="naming" className={styles.row} style={{ top, paddingLeft: indent(item.level) }}>
                  <span className={styles.twisty} />
                  <NameField
                    label={
                      naming?.kind === "folder"
                        ? "Name of the new folder"
                        : naming?.kind === "rename"
                          ? "New name"
                          : "Name of the new file"
                    }
                    start={item.start}
                    taken={item.taken}
                    onDone={finish}
                    onCancel={() => {
                      onNaming(null);
                      frame.current?.focus();
                    }}
                  />
                </div>
              );
            }
            const { row } = item;
            const target = row.kind === "directory" ? row.path : parentOf(row.path);
            const rowIndex = all.indexOf(row);
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the keyboard is the tree's, which names its active row
              <div
                key={row.path}
                id={`${id}-${rowIndex}`}
                role="treeitem"
                aria-level={row.level}
                aria-posinset={row.position}
                aria-setsize={row.setSize}
                aria-selected={row.path === active}
                aria-expanded={row.kind === "directory" ? row.expanded : undefined}
                className={cx(
                  styles.row,
                  row.path === active && styles.active,
                  rowIndex === index && styles.at,
                  over !== null && over !== "" && over === target && styles.over,
                )}
                style={{ top, paddingLeft: indent(row.level) }}
                draggable={row.note === undefined}
                onClick={() => activate(row)}
                onContextMenu={(event) => openMenu(event, row.note === undefined ? row : null)}
                onDragStart={(event) => event.dataTransfer.setData(MOVED, row.path)}
                onDragOver={(event) => hover(event, target)}
                onDrop={(event) => {
                  event.stopPropagation();
                  void drop(event, target);
                }}
              >
                <RowLook row={row} />
              </div>
            );
          })}
        </div>
      </div>
      {menu && (
        <ContextMenu
          label={menu.row === null ? "Files" : menu.row.name}
          at={menu}
          items={itemsOf(menu.row)}
          onClose={() => setMenu(null)}
        />
      )}
    </>
  );
}

function RowLook({ row }: { row: Row }) {
  if (row.note !== undefined) return <span className={styles.note}>{row.note}</span>;
  const Icon = row.kind === "directory" ? (row.expanded ? FolderOpen : Folder) : row.kind === "link" ? Link2 : FileIcon;
  return (
    <>
      <span className={styles.twisty}>
        {row.kind === "directory" && (
          <ChevronRight size={13} aria-hidden="true" className={cx(row.expanded && styles.down)} />
        )}
      </span>
      <Icon size={14} aria-hidden="true" className={styles.icon} />
      <span className={styles.name}>{row.name}</span>
    </>
  );
}

type Item = { row: Row } | { row: null; level: number; start: string; taken: readonly string[] };

/** The rows with the field for a name in its place. */
function withNaming(all: readonly Row[], naming: Naming | null): Item[] {
  const items: Item[] = all.map((row) => ({ row }));
  if (naming === null) return items;
  const folder = naming.kind === "rename" ? parentOf(naming.path) : naming.folder;
  const taken = all.filter(({ path, note }) => note === undefined && parentOf(path) === folder).map(({ name }) => name);
  if (naming.kind === "rename") {
    const at = all.findIndex(({ path }) => path === naming.path);
    const before = all[at];
    if (before === undefined) return items;
    items[at] = {
      row: null,
      level: before.level,
      start: before.name,
      taken: taken.filter((name) => name !== before.name),
    };
    return items;
  }
  const above = all.findIndex(({ path }) => path === folder);
  items.splice(above + 1, 0, { row: null, level: (all[above]?.level ?? 0) + 1, start: "", taken });
  return items;
}

function indent(level: number): string {
  return `${0.375 + (level - 1) * 0.75}rem`;
}

function placeOf(frame: HTMLElement | null, index: number): number {
  const box = frame?.getBoundingClientRect();
  return (box?.top ?? 0) + (index + 1) * ROW_PX - (frame?.scrollTop ?? 0);
}

const PAUSE_MS = 700;

/** Letters typed in a row go to the next name that begins with them. */
function useTypeahead(all: readonly Row[], index: number, go: (index: number) => void): (key: string) => boolean {
  const typed = useRef({ text: "", at: 0 });
  return (key) => {
    if (key.length !== 1) return false;
    const now = Date.now();
    const text = now - typed.current.at < PAUSE_MS ? typed.current.text + key : key;
    typed.current = { text, at: now };
    const from = text.length === 1 ? index + 1 : index;
    const order = [...all.slice(from), ...all.slice(0, from)];
    const found = order.find(({ name }) => name.toLowerCase().startsWith(text.toLowerCase()));
    if (found !== undefined) go(all.indexOf(found));
    return true;
  };
}
