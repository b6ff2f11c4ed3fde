import { vi } from "vitest";

type Answer = Response | (() => Response | Promise<Response>);

export interface FakeServer {
  /** Every request made, as `METHOD /path?query`, without the base path. */
  requests: string[];
  /** What was sent with each request. */
  sent: { headers: Headers; body: unknown }[];
}

/** Stands in for the network: answers by `METHOD /path`, and 404 for the rest. */
export function fakeServer(answers: Record<string, Answer>): FakeServer {
  const server: FakeServer = { requests: [], sent: [] };
  vi.stubGlobal("fetch", async (input: string, init: RequestInit = {}) => {
    init.signal?.throwIfAborted();
    const url = new URL(input, "http://test");
    const path = url.pathname.replace("/api/v1", "");
    const method = init.method ?? "GET";
    server.requests.push(`${method} ${path}${url.search}`);
    server.sent.push({ headers: new Headers(init.headers), body: init.body });
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) return problem(404, `there is nothing at ${path}`);
    return typeof answer === "function" ? answer() : answer.clone();
  });
  return server;
}

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status, headers: { "Content-Type": "application/json" } });
}

export function problem(status: number, detail: string, more: object = {}, headers: object = {}): Response {
  return new Response(JSON.stringify({ status, detail, ...more }), {
    status,
    headers: { "Content-Type": "application/problem+json", ...headers },
  });
}
