import { errorOf, offline } from "@/api/errors.ts";

const BASE = "/api/v1";

export type QueryValue = string | number | boolean | null | undefined;

export interface Call {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  query?: Record<string, QueryValue> | undefined;
  /** Sent as JSON, or as it is when a Blob. */
  json?: unknown;
  blob?: Blob;
  /** Makes a repeated creation answer as the first did. */
  idempotencyKey?: string | undefined;
  signal?: AbortSignal | undefined;
}

/** Makes one call and gives the decoded answer; every failure is an `ApiError`, except an abort, which stays itself. */
export async function call<T>(path: string, options: Call = {}): Promise<T> {
  const response = await send(path, options);
  if (!response.ok) throw await errorOf(response);
  if (response.status === 204) return undefined as T;
  try {
    return (await response.json()) as T;
  } catch (failure) {
    throw isAbort(failure) ? failure : offline();
  }
}

async function send(path: string, options: Call): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  const init: RequestInit = { method: options.method ?? "GET", headers, credentials: "same-origin" };
  if (options.signal) init.signal = options.signal;
  if (options.json !== undefined) {
    headers.set("Content-Type", "application/json");
    init.body = JSON.stringify(options.json);
  }
  if (options.blob) {
    headers.set("Content-Type", options.blob.type || "application/octet-stream");
    init.body = options.blob;
  }
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  try {
    return await fetch(address(path, options.query), init);
  } catch (failure) {
    throw isAbort(failure) ? failure : offline();
  }
}

export function address(path: string, query: Record<string, QueryValue> = {}): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  }
  return BASE + path + (search.size > 0 ? `?${search}` : "");
}

export function isAbort(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === "AbortError";
}
