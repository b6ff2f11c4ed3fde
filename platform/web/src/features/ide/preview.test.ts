import { expect, test } from "vitest";
import { localPort } from "@/features/ide/preview.ts";

test.each([
  ["http://localhost:8000/a?b#c", { port: 8000, path: "/a?b#c" }],
  ["http://0.0.0.0:3000", { port: 3000, path: "/" }],
  ["http://[::1]:5000/", { port: 5000, path: "/" }],
  ["http://127.0.0.1", { port: 80, path: "/" }],
  ["https://example.org:8000/", null],
  ["ftp://localhost/", null],
  ["no address", null],
])("%s is %j", (address, port) => expect(localPort(address)).toEqual(port));
