import type { FieldError, Problem } from "@/api/schema.ts";
import { sentence } from "@/lib/format.ts";

export type ErrorKind =
  | "offline" // no answer came at all
  | "unauthorized"
  | "forbidden"
  | "not-found"
  | "invalid" // the input was at fault
  | "busy" // too much or too fast: worth trying again later
  | "server";

/** Any failed call. `message` is fit for showing. */
export class ApiError extends Error {
  readonly kind: ErrorKind;
  readonly status: number;
  readonly fields: readonly FieldError[];
  /** Seconds to wait as the server asked, null where it did not. */
  readonly retryAfter: number | null;

  constructor(
    kind: ErrorKind,
    message: string,
    details: { status?: number; fields?: readonly FieldError[]; retryAfter?: number | null } = {},
  ) {
    super(message);
    this.name = "ApiError";
    this.kind = kind;
    this.status = details.status ?? 0;
    this.fields = details.fields ?? [];
    this.retryAfter = details.retryAfter ?? null;
  }

  fieldMessage(field: string): string | undefined {
    return this.fields.find((error) => error.field === field)?.message;
  }
}

function kindOf(status: number): ErrorKind {
  if (status === 401) return "unauthorized";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "not-found";
  if (status === 429 || status === 503) return "busy";
  return status < 500 ? "invalid" : "server";
}

const FALLBACK: Record<ErrorKind, string> = {
  offline: "The server cannot be reached. Check the connection and try again.",
  unauthorized: "Sign in to go on.",
  forbidden: "You may not do this.",
  "not-found": "There is nothing at this address.",
  invalid: "The server refused the request.",
  busy: "The server is busy.",
  server: "Something went wrong on the server.",
};

/** `Retry-After` in either of its two forms, as whole seconds from `now`. */
export function parseRetryAfter(header: string | null, now: number): number | null {
  if (header === null) return null;
  const value = header.trim();
  if (/^\d+$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now) / 1000));
}

export function offline(): ApiError {
  return new ApiError("offline", FALLBACK.offline);
}

/** The error a failed answer stands for. Proxies answer in HTML, so a body that is no problem document is left out. */
export async function errorOf(response: Response, now: number = Date.now()): Promise<ApiError> {
  const kind = kindOf(response.status);
  const problem = await problemOf(response);
  const retryAfter = parseRetryAfter(response.headers.get("Retry-After"), now);
  const said = sentence(problem?.detail ?? problem?.title ?? "") || FALLBACK[kind];
  const wait = retryAfter !== null && retryAfter > 0 ? ` Try again in ${retryAfter} s.` : "";
  return new ApiError(kind, said + wait, { status: response.status, fields: fieldsOf(problem), retryAfter });
}

async function problemOf(response: Response): Promise<Problem | null> {
  if (!/\bjson\b/.test(response.headers.get("Content-Type") ?? "")) return null;
  try {
    const body: unknown = await response.json();
    return typeof body === "object" && body !== null ? (body as Problem) : null;
  } catch {
    return null;
  }
}

function fieldsOf(problem: Problem | null): FieldError[] {
  const errors: unknown = problem?.errors;
  if (!Array.isArray(errors)) return [];
  return errors.filter((e) => typeof e?.field === "string" && typeof e?.message === "string");
}
