import { Store } from "@/lib/store.ts";
import { type Connection, Unanswered } from "@/workspace/Connection.ts";
import type { Hello, TerminalInfo, WorkspaceEvent } from "@/workspace/protocol.ts";
import { type TerminalLook, TerminalView, type TerminalWiring } from "@/workspace/terminal/TerminalView.ts";

export interface TerminalTab {
  id: number;
  title: string;
  /** The id of the task that runs in it, null in a shell. */
  task: string | null;
  exit: number | null;
}

type Surroundings = Pick<TerminalWiring, "isShortcut" | "onLink">;
type Chunk = [offset: number, bytes: Uint8Array];

const BEFORE_SHOWN = { columns: 80, rows: 24 };
const INTERRUPT = "\x03";

/** All terminals of a session: their screens, and taking up their streams again after each loss of the connection. */
export class Terminals {
  readonly tabs = new Store<readonly TerminalTab[]>([]);
  readonly active = new Store<number | null>(null);
  /** Whether the first terminal has printed something: from then on there is time for the editor. */
  readonly usable = new Store(false);

  private readonly connection: Connection;
  private readonly surroundings: Surroundings;
  private readonly views = new Map<number, TerminalView>();
  /** Output that came before it was known where its stream begins. */
  private readonly early = new Map<number, Chunk[]>();
  private readonly ends = new Map<number, number>();
  private look: TerminalLook;
  private epoch: string | null = null;
  private opening = 0;
  private strangers: number[] = [];

  constructor(connection: Connection, look: TerminalLook, surroundings: Surroundings) {
    this.connection = connection;
    this.look = look;
    this.surroundings = surroundings;
  }

  view(id: number): TerminalView | undefined {
    return this.views.get(id);
  }

  /** The session is here (again): every stream is taken up where it was left. */
  async onHello({ epoch, terminals }: Hello): Promise<void> {
    if (this.epoch !== epoch) this.forgetAll();
    this.epoch = epoch;
    const known = new Set(terminals.map(({ id }) => id));
    for (const { id } of this.tabs.get()) if (!known.has(id)) this.forget(id);
    for (const info of terminals) this.show(info);
    this.dim(false);
    if (terminals.length === 0) await this.open();
    else await Promise.all(terminals.map(({ id }) => this.attach(id)));
  }

  onLost(): void {
    this.dim(true);
  }

  onOutput(id: number, offset: number, bytes: Uint8Array): void {
    const early = this.early.get(id);
    const view = this.views.get(id);
    if (early !== undefined || view === undefined) {
      this.early.set(id, [...(early ?? []), [offset, bytes]]);
      return;
    }
    this.usable.set(true);
    if (!view.write(offset, bytes)) void this.attach(id);
  }

  onEvent(event: WorkspaceEvent): void {
    if (event.event === "terminal-closed") this.forget(event.id);
    if (event.event === "terminal") this.onTerminal(event.terminal);
  }

  /** Opens a shell, or a task, and shows it. */
  async open(task?: string): Promise<void> {
    this.opening += 1;
    try {
      const size = this.views.get(this.active.get() ?? 0)?.size ?? BEFORE_SHOWN;
      const { json } = await this.connection.request("terminal.open", { ...size, task });
      this.show(json.terminal);
      this.activate(json.terminal.id);
      this.begin(json.terminal.id, 0, { reset: false, answeredUpTo: 0 });
    } finally {
      this.opening -= 1;
      this.adopt();
    }
  }

  /** Runs a task in a terminal of its own; one that has ended makes room, one that runs is only shown. */
  async run(task: string): Promise<void> {
    const before = this.tabs.get().find((tab) => tab.task === task);
    if (before !== undefined && before.exit === null) {
      this.activate(before.id);
      return;
    }
    await this.open(task);
    if (before !== undefined) await this.close(before.id);
  }

  interrupt(task: string): void {
    const running = this.tabs.get().find((tab) => tab.task === task && tab.exit === null);
    if (running === undefined) return;
    this.activate(running.id);
    this.views.get(running.id)?.type(INTERRUPT);
  }

  async close(id: number): Promise<void> {
    await this.connection.request("terminal.close", { terminal: id });
    this.forget(id);
  }

  activate(id: number): void {
    this.active.set(id);
  }

  /** The active terminal takes the keyboard. */
  focus(): void {
    this.views.get(this.active.get() ?? 0)?.focus();
  }

  restyle(look: TerminalLook): void {
    this.look = look;
    for (const view of this.views.values()) view.restyle(look);
  }

  dispose(): void {
    this.forgetAll();
  }

  private onTerminal(info: TerminalInfo): void {
    const known = this.views.has(info.id);
    if (known || this.opening === 0) this.show(info);
    if (known) return;
    // Either what is being opened here, or another tab's.
    if (this.opening > 0) this.strangers.push(info.id);
    else void this.attach(info.id);
  }

  private adopt(): void {
    if (this.opening > 0) return;
    const others = this.strangers.filter((id) => !this.views.has(id));
    this.strangers = [];
    for (const id of others) {
      this.show({ id, title: "", columns: 0, rows: 0, start: 0, end: 0, exit: null });
      void this.attach(id);
    }
  }

  private async attach(id: number): Promise<void> {
    const view = this.views.get(id);
    if (view === undefined) return;
    const { received } = view.cursor;
    const isFirst = received === 0;
    this.early.set(id, this.early.get(id) ?? []);
    try {
      const size = view.size ?? { columns: 0, rows: 0 };
      const { json } = await this.connection.request("terminal.attach", { terminal: id, offset: received, ...size });
      const answered = isFirst || json.reset ? (this.ends.get(id) ?? 0) : 0;
      this.begin(id, json.offset, { reset: json.reset, answeredUpTo: answered });
    } catch (failure) {
      // A lost connection takes it up again by itself; a terminal that is gone has nothing more to show.
      this.early.delete(id);
      if (!(failure instanceof Unanswered)) this.forget(id);
    }
  }

  private begin(id: number, offset: number, how: { reset: boolean; answeredUpTo: number }): void {
    this.views.get(id)?.begin(offset, how);
    const early = this.early.get(id) ?? [];
    this.early.delete(id);
    for (const [at, bytes] of early) this.onOutput(id, at, bytes);
  }

  private show(info: TerminalInfo): void {
    const { id, title, task = null, exit, end } = info;
    const tab: TerminalTab = { id, title: title || "Terminal", task, exit: exit?.code ?? null };
    this.ends.set(id, end);
    if (!this.views.has(id)) this.views.set(id, this.createView(tab));
    this.views.get(id)?.rename(tab.title);
    this.tabs.update((tabs) => {
      const others = tabs.filter((one) => one.id !== id);
      return [...others, tab].sort((a, b) => a.id - b.id);
    });
    if (this.active.get() === null) this.active.set(id);
  }

  private createView({ id, title }: TerminalTab): TerminalView {
    return new TerminalView(title, this.look, {
      ...this.surroundings,
      onInput: (bytes) => this.connection.send({ type: "input", terminal: id, bytes }),
      onResize: (columns, rows) => this.connection.send({ type: "resize", terminal: id, columns, rows }),
      onAcknowledge: (offset) => this.connection.send({ type: "ack", terminal: id, offset }),
    });
  }

  private dim(dimmed: boolean): void {
    for (const view of this.views.values()) view.dim(dimmed);
  }

  private forget(id: number): void {
    this.views.get(id)?.dispose();
    this.views.delete(id);
    this.early.delete(id);
    this.ends.delete(id);
    this.tabs.update((tabs) => tabs.filter((tab) => tab.id !== id));
    if (this.active.get() === id) this.active.set(this.tabs.get().at(-1)?.id ?? null);
  }

  private forgetAll(): void {
    for (const id of [...this.views.keys()]) this.forget(id);
  }
}
