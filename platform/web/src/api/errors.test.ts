import { expect, test } from "vitest";
import { errorOf, parseRetryAfter } from "@/api/errors.ts";

function answer(status: number, body: string, headers: Record<string, string> = {}): Response {
  return new Response(body, { status, headers: { "Content-Type": "application/problem+json", ...headers } });
}

test("a problem document becomes its detail and its fields", async () => {
  const errors = [{ field: "username", message: "must have 3 to 32 characters" }];
  const error = await errorOf(
    answer(400, JSON.stringify({ title: "Bad input", detail: "username 'x' is short", errors })),
  );
  expect(error).toMatchObject({ kind: "invalid", status: 400, message: "Username 'x' is short." });
  expect(error.fieldMessage("username")).toBe("must have 3 to 32 characters");
  expect(error.fieldMessage("password")).toBeUndefined();
});

test.each([
  [401, "unauthorized"],
  [403, "forbidden"],
  [404, "not-found"],
  [410, "not-found"],
  [409, "invalid"],
  [413, "invalid"],
  [429, "busy"],
  [503, "busy"],
  [500, "server"],
  [502, "server"],
])("status %i is %s", async (status, kind) => {
  expect((await errorOf(answer(status, "{}"))).kind).toBe(kind);
});

test("a busy server says when to come back", async () => {
  const error = await errorOf(answer(429, JSON.stringify({ detail: "too many submissions" }), { "Retry-After": "12" }));
  expect(error).toMatchObject({ retryAfter: 12, message: "Too many submissions. Try again in 12 s." });
});

test("a proxy's HTML page is not shown", async () => {
  const error = await errorOf(answer(502, "<h1>Bad Gateway</h1>", { "Content-Type": "text/html" }));
  expect(error.message).toBe("Something went wrong on the server.");
});

test("a broken or odd problem document still makes an error", async () => {
  expect((await errorOf(answer(500, "{"))).message).toBe("Something went wrong on the server.");
  expect((await errorOf(answer(400, JSON.stringify({ errors: "no list", detail: 7 })))).fields).toEqual([]);
});

test("Retry-After is read in seconds and as a date", () => {
  const now = Date.parse("2026-01-01T00:00:00Z");
  expect(parseRetryAfter("30", now)).toBe(30);
  expect(parseRetryAfter("Thu, 01 Jan 2026 00:00:10 GMT", now)).toBe(10);
  expect(parseRetryAfter("Thu, 01 Jan 2015 00:00:10 GMT", now)).toBe(0);
  expect(parseRetryAfter("soon", now)).toBeNull();
  expect(parseRetryAfter(null, now)).toBeNull();
});
