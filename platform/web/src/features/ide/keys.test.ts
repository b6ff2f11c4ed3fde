import { expect, test } from "vitest";
import { type KeyStroke, shortcutOf } from "@/features/ide/keys.ts";

const stroke = (key: string, ...held: ("ctrl" | "meta" | "shift" | "alt")[]): KeyStroke => ({
  key,
  code: key === "`" || key === "~" ? "Backquote" : "",
  ctrlKey: held.includes("ctrl"),
  metaKey: held.includes("meta"),
  shiftKey: held.includes("shift"),
  altKey: held.includes("alt"),
});

test.each([
  [stroke("P", "ctrl", "shift"), "palette", "palette"],
  [stroke("P", "meta", "shift"), "palette", "palette"],
  [stroke("p", "ctrl"), "go-to-file", null],
  [stroke("`", "ctrl"), "terminal", "terminal"],
  [stroke("~", "ctrl", "shift"), "new-terminal", "new-terminal"],
  [stroke("ArrowUp", "ctrl", "shift"), "leave-terminal", "leave-terminal"],
  [stroke("s", "ctrl"), "save", null],
  [stroke("c", "ctrl"), null, null],
  [stroke("p"), null, null],
  [stroke("w", "alt"), "close-tab", null],
  [stroke("w", "ctrl", "alt"), null, null],
])("%j is %s, in a terminal %s", (event, outside, inside) => {
  expect([shortcutOf(event, false), shortcutOf(event, true)]).toEqual([outside, inside]);
});
