import { expect, test } from "vitest";
import { formatAgo, formatBytes, formatLimitMs, formatMs, formatShare, plural } from "@/lib/format.ts";

test.each([
  [0, "0 ms"],
  [999, "999 ms"],
  [1240, "1.24 s"],
  [12_345, "12.3 s"],
  [null, "–"],
])("%j ms reads %s", (ms, text) => expect(formatMs(ms)).toBe(text));

test.each([
  [512, "512 B"],
  [1024, "1 KiB"],
  [9_800_000, "9.3 MiB"],
  [256 * 1024 * 1024, "256 MiB"],
  [3 * 1024 ** 3, "3 GiB"],
  [null, "–"],
])("%j bytes read %s", (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test("limits read round", () => {
  expect(formatLimitMs(2000)).toBe("2 s");
  expect(formatLimitMs(1500)).toBe("1.5 s");
  expect(formatLimitMs(250)).toBe("250 ms");
});

test.each([
  [-2, "just now"],
  [-42, "42 seconds ago"],
  [-200, "3 minutes ago"],
  [-7200, "2 hours ago"],
  [-86_400, "yesterday"],
  [-30 * 86_400, "2 Dec 2025"],
])("%i s from now reads %s", (seconds, text) => {
  const now = Date.parse("2026-01-01T12:00:00Z");
  expect(formatAgo(new Date(now + seconds * 1000).toISOString(), now)).toBe(text);
});

test("shares and counts", () => {
  expect(formatShare(0.614)).toBe("61 %");
  expect(formatShare(null)).toBe("–");
  expect(plural(1, "test")).toBe("1 test");
  expect(plural(2, "test")).toBe("2 tests");
});
