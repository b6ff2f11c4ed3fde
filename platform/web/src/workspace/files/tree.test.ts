import { expect, test } from "vitest";
import {
  changed,
  EMPTY,
  missing,
  nameFault,
  revealed,
  rows,
  type Tree,
  toggled,
  withFolder,
} from "@/workspace/files/tree.ts";
import type { Entry, FileChange } from "@/workspace/protocol.ts";

const file = (name: string): Entry => ({ name, kind: "file", size: 1 });
const folder = (name: string): Entry => ({ name, kind: "directory", size: 0 });
const listed = (tree: Tree, path: string, ...entries: Entry[]) =>
  withFolder(tree, path, { state: "ready", entries, more: false });
const created = (path: string, entry: FileChange["entry"] = "file"): FileChange => ({ path, kind: "created", entry });
const deleted = (path: string, entry: FileChange["entry"] = "file"): FileChange => ({ path, kind: "deleted", entry });
const shown = (tree: Tree) => rows(tree).map(({ level, name, note }) => `${"  ".repeat(level - 1)}${note ?? name}`);

const ROOT = listed(EMPTY, "", file("b10"), file("b9"), folder("src"), file("A"));

test("folders come first, then names as people count", () => {
  expect(shown(ROOT)).toEqual(["src", "A", "b9", "b10"]);
  expect(rows(ROOT)[2]).toMatchObject({ path: "b9", position: 3, setSize: 4, level: 1 });
});

test("an open folder is asked for once, and says how it is", () => {
  const open = toggled(ROOT, "src", true);
  expect(missing(open)).toEqual(["src"]);
  expect(shown(open)).toEqual(["src", "  Loading", "A", "b9", "b10"]);
  expect(shown(withFolder(open, "src", { state: "failed", message: "no" }))[1]).toBe("  no");
  expect(shown(listed(open, "src"))[1]).toBe("  Empty");
  expect(missing(listed(open, "src", file("x")))).toEqual([]);
  expect(missing(toggled(toggled(ROOT, "src/deep", true), "src", false))).toEqual([]);
});

test("all folders above a file are opened to show it", () => {
  expect([...revealed(ROOT, "src/deep/x").expanded]).toEqual(["src/deep", "src"]);
});

test("changes find their folder, and stay away from those that are not known", () => {
  const open = listed(toggled(ROOT, "src", true), "src", file("x"));
  const after = changed(open, [created("src/y"), deleted("A"), created("lib/deep/z"), created("src/x")]);
  expect(shown(after)).toEqual(["lib", "src", "  x", "  y", "b9", "b10"]);
  expect(shown(changed(after, [deleted("src", "directory")]))).toEqual(["lib", "b9", "b10"]);
});

test("a folder in the place of a file is a folder", () => {
  expect(rows(changed(ROOT, [created("A/inside")])).find(({ name }) => name === "A")?.kind).toBe("directory");
});

test("a checkout of 20,000 files does not hold up the page", () => {
  let tree = listed(EMPTY, "");
  for (let batch = 0; batch < 40; batch++) {
    tree = changed(
      tree,
      Array.from({ length: 500 }, (_, n) => created(`dir${n % 20}/file${batch}-${n}`)),
    );
    tree = listed(toggled(tree, "dir3", true), "dir3", file("x"));
  }
  expect(rows(tree)).toHaveLength(21);
});

test.each([
  ["", "needs a name"],
  ["..", "cannot be called .."],
  ["a//b", "has an empty part"],
  ["a\n", "cannot have control characters"],
  ["ü".repeat(128), "is longer than 255 bytes"],
  ["main.py", "is there already"],
  ["new.py", null],
  ["deep/new.py", null],
])("%j: %s", (name, fault) => expect(nameFault(name, ["main.py"])).toBe(fault));
