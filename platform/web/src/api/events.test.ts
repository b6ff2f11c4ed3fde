// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { follow, type LinkState, type ServerEvent } from "@/api/events.ts";

interface Connection {
  headers: Headers;
  signal: AbortSignal;
  send: (text: string) => void;
  end: () => void;
  cut: () => void;
}

/** A server whose connections the test holds; `refusals` are answered first. */
function fakeStream(refusals: Response[] = []) {
  const connections: Connection[] = [];
  vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
    const refusal = refusals.shift();
    if (refusal) return refusal;
    let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (started) => {
        controller = started;
      },
    });
    const signal = init.signal as AbortSignal;
    const cut = () => controller?.error(new TypeError("network error"));
    signal.addEventListener("abort", () => controller?.error(new DOMException("aborted", "AbortError")));
    connections.push({
      headers: new Headers(init.headers),
      signal,
      send: (text) => controller?.enqueue(new TextEncoder().encode(text)),
      end: () => controller?.close(),
      cut,
    });
    return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
  });
  return connections;
}

function listen(last = "verdict") {
  const events: ServerEvent[] = [];
  const links: LinkState[] = [];
  const refused: string[] = [];
  const stop = follow("/submissions/s1/events", {
    onEvent: (event) => {
      events.push(event);
      return event.type !== last;
    },
    onLink: (state) => links.push(state),
    onRefused: (error) => refused.push(error.kind),
  });
  return { events, links, refused, stop };
}

const settle = () => vi.advanceTimersByTimeAsync(0);

function at(connections: Connection[], index: number): Connection {
  const connection = connections[index];
  if (!connection) throw new Error(`connection ${index} was not made, there are ${connections.length}`);
  return connection;
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("events come with their names, ids and data, also when cut into pieces", async () => {
  const connections = fakeStream();
  const { events, links, stop } = listen();
  await settle();
  at(connections, 0).send('id: 1\nevent: state\ndata: {"sta');
  await settle();
  at(connections, 0).send('te":"queued"}\n\n: heartbeat\n\n');
  await settle();
  expect(events).toEqual([{ type: "state", id: "1", data: { state: "queued" } }]);
  expect(links).toEqual(["connecting", "open"]);
  stop();
});

test("the last event ends the following for good", async () => {
  const connections = fakeStream();
  const { events, links } = listen();
  await settle();
  at(connections, 0).send("event: verdict\ndata: {}\n\nevent: state\ndata: {}\n\n");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(events).toHaveLength(1);
  expect(connections).toHaveLength(1);
  expect(links.at(-1)).toBe("ended");
});

test("a lost connection is made again and resumes after the last event seen", async () => {
  const connections = fakeStream();
  const { events, links, stop } = listen();
  await settle();
  at(connections, 0).send('id: 1-4\nevent: test\ndata: {"number":1}\n\n');
  await settle();
  at(connections, 0).cut();
  await settle();
  expect(links.at(-1)).toBe("lost");
  await vi.advanceTimersByTimeAsync(500);
  expect(at(connections, 1).headers.get("Last-Event-ID")).toBe("1-4");
  at(connections, 1).send('id: 1-5\nevent: test\ndata: {"number":2}\n\n');
  await settle();
  expect(events).toHaveLength(2);
  expect(links.at(-1)).toBe("open");
  stop();
});

test("a stream that the server ends before the last event is opened again", async () => {
  const connections = fakeStream();
  const { stop } = listen();
  await settle();
  at(connections, 0).end();
  await vi.advanceTimersByTimeAsync(500);
  expect(connections).toHaveLength(2);
  stop();
});

test("waits grow while the server stays away", async () => {
  const waits: number[] = [];
  vi.spyOn(Math, "random").mockReturnValue(1);
  vi.stubGlobal("fetch", async () => {
    waits.push(Date.now());
    throw new TypeError("refused");
  });
  const { stop } = listen();
  await vi.advanceTimersByTimeAsync(8_000);
  stop();
  const gaps = waits.slice(1).map((time, i) => time - (waits[i] ?? 0));
  expect(gaps.slice(0, 4)).toEqual([500, 1_000, 2_000, 4_000]);
});

test("Retry-After is kept to", async () => {
  const connections = fakeStream([new Response("", { status: 503, headers: { "Retry-After": "9" } })]);
  const { stop } = listen();
  await vi.advanceTimersByTimeAsync(8_900);
  expect(connections).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(200);
  expect(connections).toHaveLength(1);
  stop();
});

test.each([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
])("status %i is final", async (status, kind) => {
  const connections = fakeStream([new Response("", { status })]);
  const { refused } = listen();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(refused).toEqual([kind]);
  expect(connections).toHaveLength(0);
});

test("a connection that says nothing for a minute is taken for dead", async () => {
  const connections = fakeStream();
  const { stop } = listen();
  await settle();
  at(connections, 0).send(": heartbeat\n\n");
  await vi.advanceTimersByTimeAsync(59_000);
  expect(connections).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(at(connections, 0).signal.aborted).toBe(true);
  expect(connections).toHaveLength(2);
  stop();
});

test("coming online ends the wait", async () => {
  const connections = fakeStream([new Response("", { status: 503, headers: { "Retry-After": "300" } })]);
  const { stop } = listen();
  await settle();
  window.dispatchEvent(new Event("online"));
  await settle();
  expect(connections).toHaveLength(1);
  stop();
});

test("stopping closes the connection and nothing follows", async () => {
  const connections = fakeStream();
  const { events, stop } = listen();
  await settle();
  stop();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(at(connections, 0).signal.aborted).toBe(true);
  expect(connections).toHaveLength(1);
  expect(events).toEqual([]);
});

test("data that is not JSON is left out", async () => {
  const connections = fakeStream();
  const { events, stop } = listen();
  await settle();
  at(connections, 0).send("event: state\ndata: {oops\n\nevent: state\ndata: {}\n\n");
  await settle();
  expect(events).toHaveLength(1);
  stop();
});
