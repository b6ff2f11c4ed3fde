import { afterEach, expect, test, vi } from "vitest";
import { address, call } from "@/api/client.ts";
import { submissions } from "@/api/endpoints.ts";
import { fakeServer, json, problem } from "../../test/server.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("an address leaves out what is not asked for", () => {
  const query = { tag: "graphs & trees", query: "", difficulty: undefined, after: null, solved: false };
  expect(address("/problems", query)).toBe("/api/v1/problems?tag=graphs+%26+trees&solved=false");
  expect(address("/problems")).toBe("/api/v1/problems");
});

test("a submission is sent as JSON with its key", async () => {
  const server = fakeServer({ "POST /submissions": json({ id: "s1", state: "queued" }, 202) });
  const answer = await submissions.create({ problem: "a", language: "python", files: [] }, "k1");
  expect(answer.id).toBe("s1");
  expect(server.sent[0]?.headers.get("Idempotency-Key")).toBe("k1");
  expect(server.sent[0]?.headers.get("Content-Type")).toBe("application/json");
  expect(JSON.parse(String(server.sent[0]?.body))).toEqual({ problem: "a", language: "python", files: [] });
});

test("an id with odd letters stays one part of the path", async () => {
  const server = fakeServer({});
  await submissions.get("../me?x").catch(() => null);
  expect(server.requests).toEqual(["GET /submissions/..%2Fme%3Fx"]);
});

test("an answer without content is nothing", async () => {
  fakeServer({ "DELETE /me/tokens/t1": () => new Response(null, { status: 204 }) });
  await expect(call("/me/tokens/t1", { method: "DELETE" })).resolves.toBeUndefined();
});

test("a refusal becomes an error of its kind", async () => {
  fakeServer({ "GET /me": problem(401, "sign in first") });
  await expect(call("/me")).rejects.toMatchObject({ kind: "unauthorized", message: "Sign in first." });
});

test("no network is told from a refusal", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  await expect(call("/me")).rejects.toMatchObject({ kind: "offline", status: 0 });
});

test("an answer cut off midway counts as no answer", async () => {
  fakeServer({ "GET /me": () => new Response('{"user":', { status: 200 }) });
  await expect(call("/me")).rejects.toMatchObject({ kind: "offline" });
});

test("an abort stays an abort", async () => {
  fakeServer({ "GET /me": json({}) });
  const stop = new AbortController();
  stop.abort();
  await expect(call("/me", { signal: stop.signal })).rejects.toMatchObject({ name: "AbortError" });
});
