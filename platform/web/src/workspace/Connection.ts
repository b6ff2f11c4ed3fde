import { ApiError } from "@/api/errors.ts";
import { Store } from "@/lib/store.ts";
import { BrokenFrame, decode, encode, type Frame } from "@/workspace/frames.ts";
import { type EndReason, type Link, type LinkEvent, next, START } from "@/workspace/link.ts";
import type { ErrorCode, Hello, Input, Operation, Output, WorkspaceEvent } from "@/workspace/protocol.ts";

/** How a connection reaches the session; the tests have another way than the browser. */
export interface Wire {
  /** A ticket opens one socket. Fails with an `ApiError`. */
  ticket: () => Promise<string>;
  socket: (ticket: string) => WebSocket;
}

export interface Listener {
  /** A link is open and the session has introduced itself; the first of all links, or one more. */
  onHello: (hello: Hello) => void;
  onOutput: (terminal: number, offset: number, bytes: Uint8Array) => void;
  onEvent: (event: WorkspaceEvent) => void;
}

/** The session said no. Nothing was done. */
export class Refused extends Error {
  readonly code: ErrorCode;
  /** What else the answer says. */
  readonly details: Readonly<Record<string, unknown>>;
  readonly raw: Uint8Array;

  constructor(code: ErrorCode, message: string, details: Record<string, unknown>, raw: Uint8Array) {
    super(message);
    this.code = code;
    this.details = details;
    this.raw = raw;
  }
}

/** No answer came: whether it was done is not known. */
export class Unanswered extends Error {
  constructor(message = "the connection was lost before the answer came") {
    super(message);
  }
}

export interface Answer<T> {
  json: T;
  raw: Uint8Array;
}

interface Pending {
  resolve: (answer: Answer<unknown>) => void;
  reject: (failure: Error) => void;
  timer: ReturnType<typeof setTimeout>;
}

const NOTHING = new Uint8Array(0);
const ANSWER_MS = 30_000;
const OPENING_MS = 15_000;
const PING_MS = 10_000;
/** The runner pings every 20 s: who hears nothing for longer talks to nobody. */
const SILENCE_MS = 25_000;
const HURRIED_SILENCE_MS = 4_000;
const PING_BYTES = 4;

/**
 * The WebSocket of a session, opened again whenever it is lost until it is told to stop. It owns its socket and timers; what
 * it carries (terminals, files) is taken up again by its listener on each `onHello`.
 */
export class Connection {
  readonly link = new Store<Link>(START);
  /** The last round trip in milliseconds. */
  readonly roundTrip = new Store<number | null>(null);

  private readonly wire: Wire;
  private readonly client: string;
  private readonly listener: Listener;
  private readonly pending = new Map<number, Pending>();
  private socket: WebSocket | null = null;
  /** Counts tries, so that what a former one still says is not taken for the present one's. */
  private attempt = 0;
  private requests = 0;
  private pings = 0;
  private pingedAt = 0;
  private heardAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(wire: Wire, client: string, listener: Listener) {
    this.wire = wire;
    this.client = client;
    this.listener = listener;
  }

  start(): void {
    void this.connect();
  }

  /** Tries at once where a wait would be next, and finds out soon whether an open link still lives. */
  readonly hurry = (): void => {
    const link = this.link.get();
    if (link.state === "lost") this.retry();
    if (link.state === "open") this.expectSoon();
  };

  /** Begins again with a hello, since too much was missed. */
  renew(): void {
    if (this.link.get().state === "open") this.lose("the session has more to tell than it could");
  }

  /** Ends the link for good, until `restart`. */
  end(why: EndReason): void {
    this.apply({ type: "ended", why });
    this.drop();
  }

  restart(): void {
    if (this.link.get().state !== "ended") return;
    this.apply({ type: "restarted" });
    void this.connect();
  }

  /** Asks the session to do something. Fails with `Refused` or `Unanswered`. */
  request<O extends Operation>(op: O, input: Input<O>, raw: Uint8Array = NOTHING): Promise<Answer<Output<O>>> {
    return this.link.get().state === "open"
      ? this.ask(op, input, raw)
      : Promise.reject(new Unanswered("there is no connection to the session"));
  }

  /** Sends a frame that has no answer; false where there is no connection. */
  send(frame: Frame): boolean {
    if (this.link.get().state !== "open" || this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(encode(frame));
    return true;
  }

  private ask<O extends Operation>(op: O, input: Input<O>, raw: Uint8Array): Promise<Answer<Output<O>>> {
    this.requests += 1;
    const id = this.requests;
    const answer = new Promise<Answer<unknown>>((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id)?.reject(new Unanswered("no answer came in time")), ANSWER_MS);
      this.pending.set(id, { resolve, reject, timer });
    });
    this.socket?.send(encode({ type: "request", id, json: { op, ...input }, raw }));
    return answer as Promise<Answer<Output<O>>>;
  }

  private settle(id: number): Pending | undefined {
    const waiting = this.pending.get(id);
    clearTimeout(waiting?.timer);
    this.pending.delete(id);
    return waiting;
  }

  private apply(event: LinkEvent): Link {
    this.link.update((link) => next(link, event));
    return this.link.get();
  }

  private async connect(): Promise<void> {
    this.attempt += 1;
    const attempt = this.attempt;
    const current = () => this.attempt === attempt;
    this.timer = setTimeout(() => current() && this.lose("the session does not answer"), OPENING_MS);
    try {
      const ticket = await this.wire.ticket();
      if (current()) this.listen(this.wire.socket(ticket), current);
    } catch (failure) {
      if (current()) this.refused(failure);
    }
  }

  private refused(failure: unknown): void {
    const error = failure instanceof ApiError ? failure : null;
    const ended = error === null ? null : endOf(error);
    const wait = error?.retryAfter ?? null;
    if (ended !== null) this.end(ended);
    else
      this.lose(failure instanceof Error ? failure.message : String(failure), wait === null ? undefined : wait * 1000);
  }

  private listen(socket: WebSocket, current: () => boolean): void {
    this.socket = socket;
    socket.binaryType = "arraybuffer";
    socket.onopen = () => current() && void this.introduce(current);
    socket.onmessage = (message) => current() && this.hear(message.data);
    socket.onclose = ({ code, reason }) => current() && this.lose(reason || `the connection was closed (${code})`);
  }

  private async introduce(current: () => boolean): Promise<void> {
    try {
      const { json } = await this.ask("hello", { client: this.client }, NOTHING);
      if (!current()) return;
      clearTimeout(this.timer);
      this.heardAt = Date.now();
      this.apply({ type: "opened", at: Date.now() });
      this.ping();
      this.listener.onHello(json);
    } catch (failure) {
      if (current()) this.lose((failure as Error).message);
    }
  }

  private hear(data: unknown): void {
    this.heardAt = Date.now();
    try {
      if (!(data instanceof ArrayBuffer)) throw new BrokenFrame("a frame of text");
      this.receive(decode(new Uint8Array(data)));
    } catch (failure) {
      if (!(failure instanceof BrokenFrame)) throw failure;
      this.lose(failure.message);
    }
  }

  private receive(frame: Frame): void {
    switch (frame.type) {
      case "output":
        this.listener.onOutput(frame.terminal, frame.offset, frame.bytes);
        break;
      case "reply":
        this.answered(frame.id, frame.json, frame.raw);
        break;
      case "event":
        this.listener.onEvent(frame.json as WorkspaceEvent);
        break;
      case "ping":
        this.send({ type: "pong", bytes: frame.bytes });
        break;
      case "pong":
        this.ponged(frame.bytes);
        break;
      default:
        throw new BrokenFrame(`a frame that only the page may send: ${frame.type}`);
    }
  }

  private answered(id: number, json: unknown, raw: Uint8Array): void {
    const waiting = this.settle(id);
    const error = (json as { error?: { code: ErrorCode; message: string } }).error;
    if (error === undefined) waiting?.resolve({ json, raw });
    else waiting?.reject(new Refused(error.code, error.message, { ...error }, raw));
  }

  private ping(): void {
    clearTimeout(this.timer);
    if (Date.now() - this.heardAt > SILENCE_MS) {
      this.lose("nothing is heard of the session");
      return;
    }
    this.pings += 1;
    const bytes = new Uint8Array(PING_BYTES);
    new DataView(bytes.buffer).setUint32(0, this.pings);
    this.pingedAt = performance.now();
    this.send({ type: "ping", bytes });
    this.timer = setTimeout(() => this.ping(), PING_MS);
  }

  private ponged(bytes: Uint8Array): void {
    if (bytes.length !== PING_BYTES) return;
    const number = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0);
    if (number === this.pings) this.roundTrip.set(performance.now() - this.pingedAt);
  }

  private expectSoon(): void {
    this.ping();
    const attempt = this.attempt;
    const asked = Date.now();
    setTimeout(() => {
      const silent = this.attempt === attempt && this.heardAt < asked;
      if (silent && this.link.get().state === "open") this.lose("nothing is heard of the session");
    }, HURRIED_SILENCE_MS);
  }

  private lose(why: string, waitMs?: number): void {
    this.drop();
    const link = this.apply({ type: "closed", at: Date.now(), why, jitter: Math.random(), waitMs });
    if (link.state === "lost") this.timer = setTimeout(() => this.retry(), link.retryAt - Date.now());
  }

  private retry(): void {
    clearTimeout(this.timer);
    if (this.apply({ type: "due" }).state === "connecting") void this.connect();
  }

  private drop(): void {
    this.attempt += 1;
    clearTimeout(this.timer);
    this.socket?.close();
    this.socket = null;
    this.roundTrip.set(null);
    for (const id of [...this.pending.keys()]) this.settle(id)?.reject(new Unanswered());
  }
}

function endOf(error: ApiError): EndReason | null {
  if (error.kind === "unauthorized") return "signed-out";
  if (error.kind === "forbidden" || error.kind === "not-found") return "gone";
  return error.status === 409 ? "stopped" : null;
}
