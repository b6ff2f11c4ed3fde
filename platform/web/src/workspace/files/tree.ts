/** The file tree as a value: which folders are known, which are open, and the rows that follow from that. */
import type { Entry, FileChange } from "@/workspace/protocol.ts";

export type Folder =
  | { state: "loading" }
  | { state: "ready"; entries: readonly Entry[]; more: boolean }
  | { state: "failed"; message: string };

export interface Tree {
  /** By path; the root is "". */
  readonly folders: ReadonlyMap<string, Folder>;
  readonly expanded: ReadonlySet<string>;
}

export interface Row {
  path: string;
  name: string;
  kind: Entry["kind"];
  /** 1 for what is in the root. */
  level: number;
  expanded: boolean;
  /** Its place among its neighbours, from 1, and how many they are. */
  position: number;
  setSize: number;
  /** In place of an entry: what is to be said of the folder above. */
  note?: string;
}

export const EMPTY: Tree = { folders: new Map([["", { state: "loading" }]]), expanded: new Set() };

const COLLATOR = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

export function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

export function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Folders first, then by name as people count. */
function inOrder(entries: Iterable<Entry>): Entry[] {
  const rank = ({ kind }: Entry) => (kind === "directory" ? 0 : 1);
  return [...entries].sort(
    (a, b) => rank(a) - rank(b) || COLLATOR.compare(a.name, b.name) || (a.name < b.name ? -1 : 1),
  );
}

export function withFolder(tree: Tree, path: string, folder: Folder): Tree {
  const sorted = folder.state === "ready" ? { ...folder, entries: inOrder(folder.entries) } : folder;
  return { ...tree, folders: new Map(tree.folders).set(path, sorted) };
}

export function toggled(tree: Tree, path: string, expanded: boolean): Tree {
  const open = new Set(tree.expanded);
  if (expanded) open.add(path);
  else open.delete(path);
  return { ...tree, expanded: open };
}

/** Opens all folders above a path. */
export function revealed(tree: Tree, path: string): Tree {
  const open = new Set(tree.expanded);
  for (let folder = parentOf(path); folder !== ""; folder = parentOf(folder)) open.add(folder);
  return { ...tree, expanded: open };
}

/** The folders that are shown and not known yet. */
export function missing({ folders, expanded }: Tree): string[] {
  const isShown = (path: string): boolean => path === "" || (expanded.has(path) && isShown(parentOf(path)));
  return [...expanded].filter((path) => isShown(path) && !folders.has(path));
}

export function rows(tree: Tree): Row[] {
  const made: Row[] = [];
  addRows(tree, "", 1, made);
  return made;
}

function addRows(tree: Tree, path: string, level: number, into: Row[]): void {
  const folder = tree.folders.get(path);
  const note = (text: string) =>
    into.push({
      path: `${path}/`,
      name: "",
      kind: "other",
      level,
      expanded: false,
      position: 1,
      setSize: 1,
      note: text,
    });
  if (folder === undefined || folder.state === "loading") {
    if (path !== "") note("Loading");
    return;
  }
  if (folder.state === "failed") {
    note(folder.message);
    return;
  }
  if (folder.entries.length === 0 && path !== "") note("Empty");
  for (const [i, { name, kind }] of folder.entries.entries()) {
    const child = join(path, name);
    const expanded = kind === "directory" && tree.expanded.has(child);
    into.push({ path: child, name, kind, level, expanded, position: i + 1, setSize: folder.entries.length });
    if (expanded) addRows(tree, child, level + 1, into);
  }
  if (folder.more) note("More than can be listed");
}

/** The tree after changes on the disk. Each folder is put in order once, however many of its entries changed. */
export function changed(tree: Tree, changes: readonly FileChange[]): Tree {
  const folders = new Map(tree.folders);
  const touched = new Map<string, Map<string, Entry>>();
  const entriesOf = (path: string): Map<string, Entry> | null => {
    const known = touched.get(path);
    if (known !== undefined) return known;
    const folder = folders.get(path);
    if (folder?.state !== "ready") return null;
    const entries = new Map(folder.entries.map((entry) => [entry.name, entry]));
    touched.set(path, entries);
    return entries;
  };
  for (const { path, kind, entry } of changes) {
    if (kind === "deleted") {
      entriesOf(parentOf(path))?.delete(nameOf(path));
      if (entry === "directory") forget(path, folders, touched);
    } else insert(path, entry, entriesOf);
  }
  for (const [path, entries] of touched) {
    const before = folders.get(path);
    const more = before?.state === "ready" && before.more;
    folders.set(path, { state: "ready", entries: inOrder(entries.values()), more });
  }
  return { ...tree, folders };
}

function insert(path: string, kind: Entry["kind"], entriesOf: (path: string) => Map<string, Entry> | null): void {
  for (let child = path; child !== ""; child = parentOf(child)) {
    const entries = entriesOf(parentOf(child));
    if (entries === null) continue;
    const name = nameOf(child);
    const made: Entry = { name, kind: child === path ? kind : "directory", size: 0 };
    const known = entries.get(name);
    if (known === undefined || known.kind !== made.kind) entries.set(name, made);
    return;
  }
}

function forget(path: string, folders: Map<string, Folder>, touched: Map<string, Map<string, Entry>>): void {
  for (const known of [...folders.keys()]) {
    if (known !== path && !known.startsWith(`${path}/`)) continue;
    folders.delete(known);
    touched.delete(known);
  }
}

const MOST_BYTES = 255;

/** Why a file cannot be called so; null when it can. */
export function nameFault(name: string, taken: readonly string[]): string | null {
  if (name === "") return "needs a name";
  if (name === "." || name === "..") return `cannot be called ${name}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is not allowed
  if (/[\u0000-\u001f\u007f]/.test(name)) return "cannot have control characters";
  if (name.split("/").some((part) => part === "" || part === "." || part === "..")) return "has an empty part";
  if (new TextEncoder().encode(name).length > MOST_BYTES) return `is longer than ${MOST_BYTES} bytes`;
  return taken.includes(name) ? "is there already" : null;
}
