import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ApiError } from "@/api/errors.ts";
import { Connection, Refused, Unanswered } from "@/workspace/Connection.ts";
import { decode, encode, type Frame } from "@/workspace/frames.ts";
import type { Hello, WorkspaceEvent } from "@/workspace/protocol.ts";

const HELLO = { session: "s1", terminals: [], epoch: "e1", revision: 0 } as unknown as Hello;

/** The other end of a socket, which the test plays. */
class FakeSocket {
  readonly sent: Frame[] = [];
  readonly protocols: readonly string[];
  readyState: number = WebSocket.CONNECTING;
  binaryType = "blob";
  onopen: (() => void) | null = null;
  onmessage: ((message: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;

  constructor(protocols: readonly string[]) {
    this.protocols = protocols;
  }

  send(bytes: Uint8Array): void {
    this.sent.push(decode(bytes));
  }

  close(): void {
    this.readyState = WebSocket.CLOSED;
  }

  open(): void {
    this.readyState = WebSocket.OPEN;
    this.onopen?.();
  }

  say(frame: Frame): void {
    this.onmessage?.({ data: encode(frame).buffer });
  }

  answer(json: unknown, raw = new Uint8Array(0)): void {
    const request = this.sent.findLast((frame) => frame.type === "request");
    if (request?.type === "request") this.say({ type: "reply", id: request.id, json, raw });
  }

  lose(code = 1006): void {
    this.readyState = WebSocket.CLOSED;
    this.onclose?.({ code, reason: "" });
  }
}

let sockets: FakeSocket[];
let heard: { hellos: Hello[]; events: WorkspaceEvent[]; output: [number, number, Uint8Array][] };
let ticket: () => Promise<string>;
let connection: Connection;

const settled = () => vi.advanceTimersByTimeAsync(0);
const last = () => sockets[sockets.length - 1] as FakeSocket;

async function openLink(): Promise<FakeSocket> {
  await settled();
  last().open();
  last().answer(HELLO);
  await settled();
  return last();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("WebSocket", { CONNECTING: 0, OPEN: 1, CLOSING: 2, CLOSED: 3 });
  vi.spyOn(Math, "random").mockReturnValue(0);
  sockets = [];
  heard = { hellos: [], events: [], output: [] };
  ticket = async () => `t${sockets.length}`;
  connection = new Connection(
    {
      ticket: () => ticket(),
      socket: (secret) => {
        const socket = new FakeSocket([`ticket.${secret}`]);
        sockets.push(socket);
        return socket as unknown as WebSocket;
      },
    },
    "tab1",
    {
      onHello: (hello) => heard.hellos.push(hello),
      onOutput: (...output) => heard.output.push(output),
      onEvent: (event) => heard.events.push(event),
    },
  );
});

afterEach(() => {
  connection.end("left");
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a link is open when the session has said hello, and not before", async () => {
  connection.start();
  await settled();
  last().open();
  expect(last().sent).toEqual([
    { type: "request", id: 1, json: { op: "hello", client: "tab1" }, raw: new Uint8Array(0) },
  ]);
  expect(connection.link.get().state).toBe("connecting");
  last().answer(HELLO);
  await settled();
  expect(connection.link.get().state).toBe("open");
  expect(heard.hellos).toEqual([HELLO]);
});

test("each link has a ticket of its own, and the first new try comes at once", async () => {
  connection.start();
  const first = await openLink();
  first.lose();
  expect(connection.link.get().state).toBe("lost");
  await settled();
  expect(sockets.map(({ protocols }) => protocols)).toEqual([["ticket.t0"], ["ticket.t1"]]);
  await openLink();
  expect(heard.hellos).toHaveLength(2);
});

test("answers find their question, also out of order", async () => {
  connection.start();
  const socket = await openLink();
  const first = connection.request("files.list", { path: "a" });
  const second = connection.request("files.list", { path: "b" });
  const ids = socket.sent.flatMap((frame) => (frame.type === "request" ? [frame.id] : [])).slice(-2) as [
    number,
    number,
  ];
  socket.say({ type: "reply", id: ids[1], json: { entries: [], more: true }, raw: new Uint8Array(0) });
  socket.say({ type: "reply", id: ids[0], json: { entries: [], more: false }, raw: new Uint8Array(0) });
  expect((await first).json.more).toBe(false);
  expect((await second).json.more).toBe(true);
});

test("a refusal carries what is there instead", async () => {
  connection.start();
  const socket = await openLink();
  const write = connection.request("files.write", { path: "a", base: "v1" }, new Uint8Array([1]));
  socket.answer({ error: { code: "conflict", message: "has changed", version: "v2" } }, new Uint8Array([7]));
  const failure = await write.catch((refused: unknown) => refused);
  expect(failure).toBeInstanceOf(Refused);
  expect((failure as Refused).details).toMatchObject({ version: "v2" });
  expect([...(failure as Refused).raw]).toEqual([7]);
});

test("what was asked before a loss is unanswered, not refused", async () => {
  connection.start();
  const socket = await openLink();
  const write = connection.request("files.write", { path: "a", base: null });
  socket.lose();
  await expect(write).rejects.toBeInstanceOf(Unanswered);
  await expect(connection.request("ports.list", {})).rejects.toBeInstanceOf(Unanswered);
});

test("what a former socket still says is not heard", async () => {
  connection.start();
  const former = await openLink();
  former.lose();
  await openLink();
  former.say({ type: "event", json: { event: "kept", revision: 1 } });
  former.lose();
  expect(heard.events).toEqual([]);
  expect(connection.link.get().state).toBe("open");
});

test("a silent session is given up, one that answers pings is not", async () => {
  connection.start();
  const socket = await openLink();
  for (let i = 0; i < 4; i++) {
    await vi.advanceTimersByTimeAsync(10_000);
    const ping = socket.sent.findLast((frame) => frame.type === "ping");
    if (ping?.type === "ping") socket.say({ type: "pong", bytes: ping.bytes });
  }
  expect(connection.link.get().state).toBe("open");
  expect(connection.roundTrip.get()).not.toBeNull();
  await vi.advanceTimersByTimeAsync(31_000);
  expect(connection.link.get().state).not.toBe("open");
  expect(connection.roundTrip.get()).toBeNull();
});

test("a computer that was asleep finds out soon that its link is dead", async () => {
  connection.start();
  await openLink();
  await vi.advanceTimersByTimeAsync(1);
  connection.hurry();
  await vi.advanceTimersByTimeAsync(4_000);
  expect(connection.link.get().state).toBe("lost");
});

test("a ping is answered, since the runner gives up who is silent", async () => {
  connection.start();
  const socket = await openLink();
  socket.say({ type: "ping", bytes: new Uint8Array([1, 2, 3]) });
  expect(socket.sent.at(-1)).toEqual({ type: "pong", bytes: new Uint8Array([1, 2, 3]) });
});

test("a broken frame ends the link, since what follows cannot be trusted", async () => {
  connection.start();
  const socket = await openLink();
  socket.onmessage?.({ data: new Uint8Array([0x7f, 0]).buffer });
  expect(connection.link.get().state).toBe("lost");
});

test.each([
  ["signed-out", new ApiError("unauthorized", "sign in", { status: 401 })],
  ["gone", new ApiError("not-found", "no such session", { status: 404 })],
  ["stopped", new ApiError("invalid", "it has stopped", { status: 409 })],
] as const)("a ticket that is refused for good ends it: %s", async (why, error) => {
  ticket = () => Promise.reject(error);
  connection.start();
  await settled();
  expect(connection.link.get()).toEqual({ state: "ended", why });
  ticket = async () => "again";
  connection.restart();
  await openLink();
  expect(connection.link.get().state).toBe("open");
});

test("a busy server is given the time it asks for", async () => {
  ticket = () => Promise.reject(new ApiError("busy", "too many", { status: 503, retryAfter: 7 }));
  connection.start();
  await settled();
  expect(connection.link.get()).toMatchObject({ state: "lost", retryAt: Date.now() + 7_000 });
});

test("a session that never says hello is tried again", async () => {
  connection.start();
  await settled();
  last().open();
  await vi.advanceTimersByTimeAsync(15_001);
  expect(sockets).toHaveLength(2);
});
