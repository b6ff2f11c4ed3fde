import { expect, test } from "vitest";
import type { ServerEvent } from "@/api/events.ts";
import { ASKED, isOver, receive, type Start } from "@/features/ide/start.ts";

const event = (type: string, name: string, tookMs: number | null = null, text = ""): ServerEvent => {
  return { type, id: null, data: { name, text, atMs: 5, tookMs } };
};
const told = (...events: ServerEvent[]): Start => events.reduce(receive, ASKED);

test("steps stand in the order they began, each once", () => {
  const { steps } = told(event("step", "image"), event("step", "room", 3), event("step", "image", 900));
  expect(steps.map(({ name, tookMs }) => [name, tookMs])).toEqual([
    ["image", 900],
    ["room", 3],
  ]);
});

test("a phase says how it is, and why", () => {
  expect(told(event("phase", "running")).phase).toBe("running");
  const failed = told(event("phase", "failed", null, "no such image"));
  expect([failed.reason, isOver(failed)]).toEqual(["no such image", true]);
});

test("what cannot be stored is told of until it can", () => {
  const full = event("notice", "unsaved", null, "over the quota of 1 GiB");
  expect(told(full).unsaved).toBe("over the quota of 1 GiB");
  expect(told(full, event("notice", "saved")).unsaved).toBeNull();
  expect(told(full, event("phase", "starting")).unsaved).toBeNull();
});

test("what is not known is left out", () => {
  expect(told(event("phase", "levitating"), event("news", "x"))).toEqual(ASKED);
});
