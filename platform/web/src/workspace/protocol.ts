/** What requests, replies and events of a session's WebSocket say (`runner/WORKSPACE.md`). */

export interface Task {
  id: string;
  label: string;
  command: string;
  /** Whether it goes on until it is ended, listening at a port. */
  serves: boolean;
}

export interface TerminalInfo {
  id: number;
  title: string;
  /** The id of the task that runs in it; absent or null in a shell. */
  task?: string | null;
  columns: number;
  rows: number;
  /** The offsets of the output that can still be read. */
  start: number;
  end: number;
  exit: { code: number } | null;
}

export interface Port {
  port: number;
  process: string | null;
  address: string;
}

export interface Limits {
  diskBytes: number;
  diskFiles: number;
  usedBytes: number;
  usedFiles: number;
}

export interface Hello {
  session: string;
  mode: string;
  tasks: Task[];
  terminals: TerminalInfo[];
  ports: Port[];
  /** Names this run of the runner: revisions of different epochs cannot be compared. */
  epoch: string;
  revision: number;
  /** The revision up to which the server has stored the files. */
  kept: number;
  /** Absent from a runner that cannot tell. */
  unkept?: Unkept;
  watching?: Watching;
  limits: Limits;
}

/** What is there and will not be stored by the server: a hundred at most, and how many beyond. */
export interface Unkept {
  files: { path: string; reason: "too-large" | "name" | "path" | "unreadable" | "too-many"; size: number }[];
  more: number;
}

/** Whether changes on the disk are noticed at once, or by looking every few seconds. */
export interface Watching {
  live: boolean;
  reason: string | null;
}

export type EntryKind = "file" | "directory" | "link" | "other";

export interface Entry {
  name: string;
  kind: EntryKind;
  size: number;
  executable?: boolean;
}

export interface FileRead {
  version: string;
  size: number;
  executable: boolean;
  binary: boolean;
}

export interface FileChange {
  path: string;
  kind: "created" | "changed" | "deleted";
  entry: "file" | "directory" | "link";
  version?: string | null;
}

export interface Match {
  path: string;
  line: number;
  column: number;
  length: number;
  /** The line, or the part of a long one that begins at `textColumn`. */
  text: string;
  textColumn?: number;
}

export interface Found {
  matches: Match[];
  files: number;
  more: boolean;
  tookMs: number;
}

export interface Usage {
  usedBytes: number;
  usedFiles: number;
  memoryBytes: number;
  cpuMillis: number;
}

/** Said to whoever looks: of the session's end that is near, or of programs that were killed for want of something. */
export interface Notice {
  kind: "idle" | "life" | "closing" | "memory" | "disk";
  text: string;
  /** For an end, when it comes; else when it was. */
  at: string;
}

export type WorkspaceEvent =
  | { event: "files"; changes: FileChange[]; revision: number }
  | { event: "resync"; what: "files" | "terminals" | "ports" }
  | { event: "terminal"; terminal: TerminalInfo }
  | { event: "terminal-closed"; id: number }
  | { event: "ports"; ports: Port[] }
  | ({ event: "usage" } & Usage)
  | { event: "kept"; revision: number }
  | ({ event: "unkept" } & Unkept)
  | ({ event: "watching" } & Watching)
  | ({ event: "notice" } & Notice);

export type ErrorCode =
  | "bad-request"
  | "not-found"
  | "exists"
  | "not-empty"
  | "too-large"
  | "conflict"
  | "disk-full"
  | "not-a-file"
  | "not-a-directory"
  | "limit"
  | "failed";

/** What an operation takes and gives. Bytes that go with them are apart. */
export interface Operations {
  hello: [{ client: string }, Hello];
  "files.list": [{ path: string }, { entries: Entry[]; more: boolean }];
  "files.tree": [object, { entries: { path: string; kind: EntryKind; size: number }[]; more: boolean }];
  "files.read": [{ path: string; maxBytes?: number }, FileRead];
  "files.write": [{ path: string; base: string | null }, { version: string; size: number }];
  "files.create-directory": [{ path: string }, object];
  "files.rename": [{ from: string; to: string }, object];
  "files.delete": [{ path: string; recursive: boolean }, object];
  "files.copy": [{ from: string; to: string }, object];
  "files.search": [
    { query: string; regex: boolean; caseSensitive: boolean; include?: string | undefined; limit: number },
    Found,
  ];
  "terminal.open": [
    { columns: number; rows: number; task?: string | undefined; cwd?: string | undefined },
    { terminal: TerminalInfo },
  ];
  "terminal.attach": [
    { terminal: number; offset: number; columns: number; rows: number },
    { offset: number; reset: boolean },
  ];
  "terminal.detach": [{ terminal: number }, object];
  "terminal.close": [{ terminal: number }, object];
  "ports.list": [object, { ports: Port[] }];
}

export type Operation = keyof Operations;
export type Input<O extends Operation> = Operations[O][0];
export type Output<O extends Operation> = Operations[O][1];
