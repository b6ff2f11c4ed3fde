/** A workspace in memory that speaks the runner's WebSocket protocol (`runner/WORKSPACE.md`), with a shell that pretends. */
import { createHash, randomUUID } from "node:crypto";
import type { WebSocket } from "ws";
import type { Project } from "../src/api/schema.ts";
import { decode, encode, type Frame } from "../src/workspace/frames.ts";
import type { Entry, FileChange, Match, Port, TerminalInfo, WorkspaceEvent } from "../src/workspace/protocol.ts";
import { Shell } from "./shell.ts";

const KEPT = 2 << 20;
const WINDOW = 256 << 10;
const NOTHING = new Uint8Array(0);

class Refused extends Error {
  readonly code: string;
  readonly more: object;
  readonly raw: Uint8Array;
  constructor(code: string, message: string, more: object = {}, raw: Uint8Array = NOTHING) {
    super(message);
    this.code = code;
    this.more = more;
    this.raw = raw;
  }
}

/** What a request may say; which of it is there depends on the operation. */
interface Asked {
  op: string;
  path: string;
  base: string | null;
  from: string;
  to: string;
  query: string;
  regex: boolean;
  caseSensitive: boolean;
  include?: string;
  limit: number;
  terminal: number;
  offset: number;
  columns: number;
  rows: number;
  task?: string;
}

interface Client {
  socket: WebSocket;
  /** By terminal: how far it was sent, and how far it has said to have come. */
  attached: Map<number, { sent: number; acked: number }>;
}

export class Terminal {
  readonly info: TerminalInfo;
  readonly shell: Shell;
  output: Uint8Array = NOTHING;
  constructor(info: TerminalInfo, shell: Shell) {
    this.info = info;
    this.shell = shell;
  }
}

const version = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

export class Workspace {
  readonly files: Map<string, Uint8Array>;
  private readonly folders = new Set<string>();
  private readonly project: Project;
  private readonly clients = new Set<Client>();
  private readonly terminals = new Map<number, Terminal>();
  private readonly epoch = randomUUID();
  private ports: Port[] = [];
  private revision = 1;
  private kept = 1;
  private nextTerminal = 1;
  private changes: FileChange[] = [];

  constructor(files: Map<string, Uint8Array>, project: Project) {
    this.files = files;
    this.project = project;
    for (const path of files.keys()) this.addFolders(path);
    setInterval(
      () => this.tell({ event: "usage", ...this.usage(), memoryBytes: 42 << 20, cpuMillis: 0 }),
      5000,
    ).unref();
  }

  connect(socket: WebSocket): void {
    const client: Client = { socket, attached: new Map() };
    this.clients.add(client);
    socket.on("message", (data: Buffer) => this.hear(client, decode(new Uint8Array(data))));
    socket.on("close", () => this.clients.delete(client));
  }

  close(code: number, reason: string): void {
    for (const { socket } of this.clients) socket.close(code, reason);
  }

  /** Cuts every connection, as a broken network does. */
  cut(): void {
    for (const { socket } of this.clients) socket.terminate();
  }

  private tell(event: WorkspaceEvent): void {
    for (const client of this.clients) this.send(client, { type: "event", json: event });
  }

  private send(client: Client, frame: Frame): void {
    client.socket.send(encode(frame));
  }

  private hear(client: Client, frame: Frame): void {
    if (frame.type === "request") this.answer(client, frame.id, frame.json as Asked, frame.raw);
    if (frame.type === "input") this.terminals.get(frame.terminal)?.shell.input(frame.bytes);
    if (frame.type === "ping") this.send(client, { type: "pong", bytes: frame.bytes });
    if (frame.type === "resize") this.resize(frame.terminal, frame.columns, frame.rows);
    if (frame.type === "ack") {
      const place = client.attached.get(frame.terminal);
      if (place) place.acked = Math.max(place.acked, frame.offset);
      this.flow(frame.terminal);
    }
  }

  private resize(id: number, columns: number, rows: number): void {
    const terminal = this.terminals.get(id);
    if (terminal === undefined || columns * rows === 0) return;
    Object.assign(terminal.info, { columns, rows });
    this.tell({ event: "terminal", terminal: terminal.info });
  }

  private answer(client: Client, id: number, request: Asked, raw: Uint8Array): void {
    try {
      const [json, bytes] = this.perform(client, request, raw);
      this.send(client, { type: "reply", id, json, raw: bytes ?? NOTHING });
    } catch (failure) {
      const {
        code,
        message,
        more,
        raw: there,
      } = failure instanceof Refused ? failure : new Refused("failed", String(failure));
      this.send(client, { type: "reply", id, json: { error: { code, message, ...more } }, raw: there });
    }
  }

  private perform(client: Client, request: Asked, raw: Uint8Array): [object, Uint8Array?] {
    const { op, path, from, to } = request;
    switch (op) {
      case "hello":
        return [this.hello()];
      case "files.list":
        return [{ entries: this.list(path), more: false }];
      case "files.tree":
        return [
          {
            entries: [...this.files].map(([file, { length }]) => ({ path: file, kind: "file", size: length })),
            more: false,
          },
        ];
      case "files.read":
        return this.read(path);
      case "files.write":
        return [this.write(path, request.base, raw)];
      case "files.create-directory":
        this.mustBeFree(path);
        this.addFolders(`${path}/x`);
        return [this.changed({ path, kind: "created", entry: "directory" })];
      case "files.rename":
        return [this.rename(from, to)];
      case "files.delete":
        return [this.remove(path)];
      case "files.search":
        return [this.search(request)];
      case "terminal.open":
        return [{ terminal: this.openTerminal(client, request) }];
      case "terminal.attach":
        return [this.attach(client, request)];
      case "terminal.close":
        this.terminals.delete(request.terminal);
        this.tell({ event: "terminal-closed", id: request.terminal });
        return [{}];
      case "ports.list":
        return [{ ports: this.ports }];
      default:
        throw new Refused("bad-request", `there is no operation '${op}'`);
    }
  }

  private usage() {
    return {
      usedBytes: [...this.files.values()].reduce((sum, { length }) => sum + length, 0),
      usedFiles: this.files.size,
    };
  }

  private hello() {
    return {
      session: "mock",
      mode: "A",
      tasks: this.project.tasks,
      terminals: [...this.terminals.values()].map(({ info }) => info),
      ports: this.ports,
      epoch: this.epoch,
      revision: this.revision,
      kept: this.kept,
      unkept: { files: [], more: 0 },
      watching: { live: true, reason: null },
      limits: { diskBytes: 256 << 20, diskFiles: 10_000, ...this.usage() },
    };
  }

  private addFolders(path: string): void {
    const parts = path.split("/");
    for (let n = 1; n < parts.length; n++) this.folders.add(parts.slice(0, n).join("/"));
  }

  private list(folder: string): Entry[] {
    if (folder !== "" && !this.folders.has(folder)) throw new Refused("not-found", `there is no directory '${folder}'`);
    const prefix = folder === "" ? "" : `${folder}/`;
    const here = (path: string) =>
      path.startsWith(prefix) && path !== folder && !path.slice(prefix.length).includes("/");
    const entries: Entry[] = [...this.folders]
      .filter(here)
      .map((path) => ({ name: path.slice(prefix.length), kind: "directory", size: 0 }));
    for (const [path, { length }] of this.files) {
      if (here(path)) entries.push({ name: path.slice(prefix.length), kind: "file", size: length, executable: false });
    }
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  private read(path: string): [object, Uint8Array] {
    const bytes = this.files.get(path);
    if (bytes === undefined) throw new Refused("not-found", `there is no file '${path}'`);
    return [{ version: version(bytes), size: bytes.length, executable: false, binary: bytes.includes(0) }, bytes];
  }

  /** Writes for a client, which says what it was made from. */
  private write(path: string, base: string | null, raw: Uint8Array): object {
    const there = this.files.get(path);
    const is = there === undefined ? null : version(there);
    if (is !== base) throw new Refused("conflict", `'${path}' has changed`, { version: is }, there ?? NOTHING);
    this.put(path, raw.slice());
    return { version: version(raw), size: raw.length };
  }

  put(path: string, bytes: Uint8Array): void {
    const kind = this.files.has(path) ? "changed" : "created";
    this.files.set(path, bytes);
    this.addFolders(path);
    this.changed({ path, kind, entry: "file", version: version(bytes) });
  }

  private mustBeFree(path: string): void {
    if (this.files.has(path) || this.folders.has(path)) throw new Refused("exists", `there is a '${path}' already`);
  }

  rename(from: string, to: string): object {
    this.mustBeFree(to);
    for (const [path, bytes] of [...this.files]) {
      if (path !== from && !path.startsWith(`${from}/`)) continue;
      this.files.delete(path);
      this.changed({ path, kind: "deleted", entry: "file" });
      this.put(to + path.slice(from.length), bytes);
    }
    for (const folder of [...this.folders]) {
      if (folder !== from && !folder.startsWith(`${from}/`)) continue;
      this.folders.delete(folder);
      this.folders.add(to + folder.slice(from.length));
      this.changed({ path: folder, kind: "deleted", entry: "directory" });
      this.changed({ path: to + folder.slice(from.length), kind: "created", entry: "directory" });
    }
    return {};
  }

  remove(path: string): object {
    const under = (one: string) => one === path || one.startsWith(`${path}/`);
    const files = [...this.files.keys()].filter(under);
    const folders = [...this.folders].filter(under);
    if (files.length + folders.length === 0) throw new Refused("not-found", `there is no '${path}'`);
    for (const file of files) {
      this.files.delete(file);
      this.changed({ path: file, kind: "deleted", entry: "file" });
    }
    for (const folder of folders) {
      this.folders.delete(folder);
      this.changed({ path: folder, kind: "deleted", entry: "directory" });
    }
    return {};
  }

  private changed(change: FileChange): object {
    if (this.changes.length === 0) setTimeout(() => this.flushChanges(), 100);
    this.changes.push(change);
    return {};
  }

  private flushChanges(): void {
    this.revision += 1;
    const { revision } = this;
    for (let at = 0; at < this.changes.length; at += 500) {
      this.tell({ event: "files", changes: this.changes.slice(at, at + 500), revision });
    }
    this.changes = [];
    setTimeout(() => {
      this.kept = Math.max(this.kept, revision);
      this.tell({ event: "kept", revision: this.kept });
    }, 1500);
  }

  private search({ query, regex, caseSensitive, include, limit }: Asked): object {
    const started = Date.now();
    const source = regex ? query : String(query).replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    let wanted: RegExp;
    try {
      wanted = new RegExp(source, caseSensitive ? "g" : "gi");
    } catch {
      throw new Refused("bad-request", `'${query}' is no regular expression`);
    }
    const matches: Match[] = [];
    for (const [path, bytes] of this.files) {
      if (bytes.includes(0) || (include && !path.includes(include))) continue;
      new TextDecoder()
        .decode(bytes)
        .split("\n")
        .forEach((text, line) => {
          for (const match of text.matchAll(wanted)) {
            if (match[0] !== "")
              matches.push({ path, line: line + 1, column: match.index + 1, length: match[0].length, text });
          }
        });
    }
    const files = new Set(matches.map(({ path }) => path)).size;
    return { matches: matches.slice(0, limit), files, more: matches.length > limit, tookMs: Date.now() - started };
  }

  private openTerminal(client: Client, { columns, rows, task }: Asked): TerminalInfo {
    const id = this.nextTerminal++;
    const command = this.project.tasks.find((one) => one.id === task);
    const info: TerminalInfo = {
      id,
      title: command?.label ?? "bash",
      task: task ?? null,
      columns,
      rows,
      start: 0,
      end: 0,
      exit: null,
    };
    const shell = new Shell(
      this,
      (bytes) => this.print(id, bytes),
      (code) => this.ended(id, code),
    );
    this.terminals.set(id, new Terminal(info, shell));
    client.attached.set(id, { sent: 0, acked: 0 });
    this.tell({ event: "terminal", terminal: info });
    shell.start(command?.command);
    return info;
  }

  private ended(id: number, code: number): void {
    const terminal = this.terminals.get(id);
    if (terminal === undefined) return;
    terminal.info.exit = { code };
    this.tell({ event: "terminal", terminal: terminal.info });
  }

  private attach(client: Client, { terminal: id, offset }: Asked): object {
    const terminal = this.terminals.get(id);
    if (terminal === undefined) throw new Refused("not-found", `there is no terminal ${id}`);
    const from = Math.max(offset, terminal.info.start);
    client.attached.set(id, { sent: from, acked: from });
    setTimeout(() => this.flow(id), 5);
    return { offset: from, reset: from !== offset };
  }

  private print(id: number, bytes: Uint8Array): void {
    const terminal = this.terminals.get(id);
    if (terminal === undefined) return;
    terminal.output = Buffer.concat([terminal.output, bytes]);
    terminal.info.end += bytes.length;
    if (terminal.output.length > KEPT) {
      terminal.output = terminal.output.subarray(terminal.output.length - KEPT);
      terminal.info.start = terminal.info.end - KEPT;
    }
    this.flow(id);
  }

  /** Whether somebody who holds this terminal is behind. */
  isFull(): boolean {
    return [...this.clients].some(({ attached }) =>
      [...attached].some(([id, { acked }]) => (this.terminals.get(id)?.info.end ?? 0) - acked > WINDOW),
    );
  }

  private flow(id: number): void {
    const terminal = this.terminals.get(id);
    if (terminal === undefined) return;
    for (const client of this.clients) {
      const place = client.attached.get(id);
      if (place === undefined) continue;
      const upTo = Math.min(terminal.info.end, place.acked + WINDOW);
      if (upTo <= place.sent) continue;
      const bytes = terminal.output.subarray(place.sent - terminal.info.start, upTo - terminal.info.start);
      this.send(client, { type: "output", terminal: id, offset: place.sent, bytes });
      place.sent = upTo;
    }
  }

  listen(port: number | null): void {
    this.ports = port === null ? [] : [{ port, process: "python", address: "127.0.0.1" }];
    this.tell({ event: "ports", ports: this.ports });
  }

  warn(): void {
    const at = new Date(Date.now() + 120_000).toISOString();
    this.tell({ event: "notice", kind: "idle", text: "nobody has used this session for 28 minutes", at });
  }
}
