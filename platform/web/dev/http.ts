import type { IncomingMessage, ServerResponse } from "node:http";
import type { User } from "../src/api/schema.ts";

export interface Call {
  req: IncomingMessage;
  res: ServerResponse;
  url: URL;
  parts: string[];
  body: Buffer;
  user: User | null;
}

/** An answer that is a problem document. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly errors: { field: string; message: string }[] | undefined;
  constructor(
    status: number,
    detail: string,
    headers: Record<string, string> = {},
    errors?: { field: string; message: string }[],
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
    this.errors = errors;
  }
}

export function send(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { "Content-Type": "application/json", ...headers });
  res.end(JSON.stringify(body));
}

export function page<T>(call: Call, items: T[], start = 0): { items: T[]; next: string | null } {
  const from = Number(call.url.searchParams.get("after") ?? start);
  const limit = Number(call.url.searchParams.get("limit") ?? 25);
  const next = from + limit;
  return { items: items.slice(from, next), next: next < items.length ? String(next) : null };
}

export function mustUser(call: Call): User {
  if (call.user === null) throw new Refusal(401, "sign in first");
  return call.user;
}

export function openStream(res: ServerResponse): void {
  res.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
  res.write(": hello\n\n");
}
