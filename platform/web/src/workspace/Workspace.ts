import { Store } from "@/lib/store.ts";
import { Connection, type Wire } from "@/workspace/Connection.ts";
import { Documents } from "@/workspace/files/Documents.ts";
import { Files } from "@/workspace/files/Files.ts";
import type { Journal } from "@/workspace/files/journal.ts";
import type {
  Hello,
  Limits,
  Notice,
  Port,
  Task,
  Unkept,
  Usage,
  Watching,
  WorkspaceEvent,
} from "@/workspace/protocol.ts";
import { Terminals } from "@/workspace/terminal/Terminals.ts";
import type { TerminalLook } from "@/workspace/terminal/TerminalView.ts";

export interface WorkspaceParts {
  wire: Wire;
  /** Names this page to the runner. */
  client: string;
  journal: Journal;
  look: TerminalLook;
  isShortcut: (event: KeyboardEvent) => boolean;
  onLink: (address: string) => void;
}

const ALL_KEPT: Unkept = { files: [], more: 0 };

/** What the disk holds, and may hold. */
export type Disk = Limits & Partial<Usage>;

/** Everything of a session that lives in the page, outside of React: made with it, disposed with it. */
export class Workspace {
  readonly connection: Connection;
  readonly terminals: Terminals;
  readonly documents: Documents;
  readonly files: Files;
  readonly tasks = new Store<readonly Task[]>([]);
  readonly ports = new Store<readonly Port[]>([]);
  readonly disk = new Store<Disk | null>(null);
  /** The end that is near, if one is. */
  readonly notice = new Store<Notice | null>(null);
  /** Why programs were killed last, until that was read. */
  readonly killed = new Store<Notice | null>(null);
  /** What the server will not store. */
  readonly unkept = new Store<Unkept>(ALL_KEPT);
  /** Why changes on the disk are noticed late; null while they are noticed at once. */
  readonly slow = new Store<string | null>(null);
  /** Whether the server has stored everything that is on the session's disk. */
  readonly stored = new Store(false);

  private readonly stopWatching: () => void;
  private readonly texts = new Set<(path: string, text: string) => void>();
  private started = false;
  private epoch: string | null = null;
  private revision = 0;
  private kept = 0;

  constructor({ wire, client, journal, look, isShortcut, onLink }: WorkspaceParts) {
    this.connection = new Connection(wire, client, {
      onHello: (hello) => this.onHello(hello),
      onOutput: (...output) => this.terminals.onOutput(...output),
      onEvent: (event) => this.onEvent(event),
    });
    this.terminals = new Terminals(this.connection, look, { isShortcut, onLink });
    this.files = new Files(this.connection);
    this.documents = new Documents(this.connection, journal, (path, text) => {
      for (const listener of this.texts) listener(path, text);
    });
    this.stopWatching = this.connection.link.subscribe(() => this.onLink());
    window.addEventListener("online", this.connection.hurry);
    document.addEventListener("visibilitychange", this.onVisible);
  }

  /** Connects, once; also after a session that was over. */
  start(): void {
    if (this.started) this.connection.restart();
    else this.connection.start();
    this.started = true;
  }

  /** Hears of each text of a document that was not typed in this page. */
  onText(listener: (path: string, text: string) => void): () => void {
    this.texts.add(listener);
    return () => this.texts.delete(listener);
  }

  /** What a person chose not to hear of again. */
  dismissNotice(): void {
    this.notice.set(null);
  }

  dispose(): void {
    window.removeEventListener("online", this.connection.hurry);
    document.removeEventListener("visibilitychange", this.onVisible);
    this.stopWatching();
    this.documents.dispose();
    this.connection.end("left");
    this.terminals.dispose();
  }

  private readonly onVisible = () => {
    if (document.visibilityState === "visible") this.connection.hurry();
    else this.documents.flush();
  };

  private onHello(hello: Hello): void {
    if (this.epoch !== hello.epoch) {
      this.revision = 0;
      this.kept = 0;
    }
    this.epoch = hello.epoch;
    this.tasks.set(hello.tasks);
    this.ports.set(hello.ports);
    this.disk.update((before) => ({ ...before, ...hello.limits }));
    this.unkept.set(hello.unkept ?? ALL_KEPT);
    this.slow.set(lateness(hello.watching));
    this.count(hello.revision, hello.kept);
    void this.terminals.onHello(hello).catch(() => {
      // A link that was lost meanwhile says hello again.
    });
    this.documents.onHello();
    this.files.onHello();
  }

  private onLink(): void {
    if (this.connection.link.get().state === "open") return;
    this.terminals.onLost();
    this.documents.onLost();
  }

  private onEvent(event: WorkspaceEvent): void {
    switch (event.event) {
      case "files":
        this.count(event.revision, this.kept);
        this.files.onChanges(event.changes);
        this.documents.onChanges(event.changes);
        break;
      case "resync":
        this.onResync(event.what);
        break;
      case "ports":
        this.ports.set(event.ports);
        break;
      case "usage":
        this.disk.update((before) => before && { ...before, ...event });
        break;
      case "kept":
        this.count(this.revision, event.revision);
        break;
      case "unkept":
        this.unkept.set({ files: event.files, more: event.more });
        break;
      case "watching":
        this.slow.set(lateness(event));
        break;
      case "notice":
        this.onNotice({ kind: event.kind, text: event.text, at: event.at });
        break;
      case "terminal":
      case "terminal-closed":
        this.terminals.onEvent(event);
        break;
    }
  }

  private onNotice(notice: Notice): void {
    const store = notice.kind === "memory" || notice.kind === "disk" ? this.killed : this.notice;
    store.set(notice);
  }

  private onResync(what: "files" | "terminals" | "ports"): void {
    if (what === "ports") {
      void this.connection.request("ports.list", {}).then(
        ({ json }) => this.ports.set(json.ports),
        () => {},
      );
    }
    if (what === "files") {
      this.files.onHello();
      this.documents.onResync();
    }
    // What is to be known of terminals is only in the hello of a new link.
    if (what === "terminals") this.connection.renew();
  }

  private count(revision: number, kept: number): void {
    this.revision = Math.max(this.revision, revision);
    this.kept = Math.max(this.kept, kept);
    this.stored.set(this.kept >= this.revision);
  }
}

function lateness({ live, reason }: Watching = { live: true, reason: null }): string | null {
  return live ? null : (reason ?? "changes on the disk are looked for every few seconds");
}
