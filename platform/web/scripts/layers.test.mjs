import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readImports, violations } from "./layers.mjs";

let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "layers-"));
});

afterEach(() => rmSync(root, { recursive: true }));

function check(files) {
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), source);
  }
  return violations(readImports(root));
}

test("imports down the layers are allowed", () => {
  const files = {
    "lib/a.ts": "export const a = 1;",
    "api/b.ts": 'import { a } from "@/lib/a.ts"; export const b = a;',
    "features/x/c.tsx": 'import { b } from "@/api/b.ts"; export const c = b;',
    "app/d.tsx": 'const c = () => import("../features/x/c.tsx"); export const d = c;',
  };
  expect(check(files)).toEqual([]);
});

test("an import up the layers is found", () => {
  const files = { "lib/a.ts": 'import { b } from "@/api/b.ts";', "api/b.ts": "export const b = 1;" };
  expect(check(files)).toEqual(["lib/a.ts: lib may not import api/b.ts"]);
});

test("the interface library and the API stay apart", () => {
  const files = { "ui/a.tsx": 'import type { B } from "@/api/b.ts";', "api/b.ts": "export type B = 1;" };
  expect(check(files)).toEqual(["ui/a.tsx: ui may not import api/b.ts"]);
});

test("a feature that imports another is found, also when it does so lazily", () => {
  const files = { "features/x/a.ts": 'const b = () => import("@/features/y/b.ts");', "features/y/b.ts": "export {};" };
  expect(check(files)).toEqual(["features/x/a.ts: one feature may not import another, features/y/b.ts"]);
});

test("a cycle is found and named", () => {
  const files = {
    "lib/a.ts": 'import "./b.ts";',
    "lib/b.ts": 'import "./c.ts";',
    "lib/c.ts": 'import "./a.ts";',
  };
  expect(check(files)).toEqual(["cycle: lib/a.ts -> lib/b.ts -> lib/c.ts -> lib/a.ts"]);
});

test("a folder that is no layer is found", () => {
  expect(check({ "utils/a.ts": "export {};" })).toEqual(["utils/a.ts: utils is no layer"]);
});
