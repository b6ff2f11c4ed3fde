import { expect, test } from "vitest";
import { fuzzyFilter, fuzzyMatch } from "@/lib/fuzzy.ts";

const best = (query: string, ...texts: string[]) => fuzzyFilter(query, texts, (text) => text, 1)[0];

test("letters match in their order, whatever their case", () => {
  expect(fuzzyMatch("mp", "src/main.py")?.at).toEqual([4, 9]);
  expect(fuzzyMatch("PM", "src/main.py")).toBeNull();
  expect(fuzzyMatch("Main Py", "src/main.py")).not.toBeNull();
});

test("the name counts more than the path, a row more than scattered letters", () => {
  expect(best("main", "main/readme.md", "src/main.py")).toBe("src/main.py");
  expect(best("test", "the/ear/stop.py", "src/my_test.py")).toBe("src/my_test.py");
  expect(best("gb", "src/gamble.ts", "src/GameBoard.ts")).toBe("src/GameBoard.ts");
  expect(best("a", "abcdef", "a")).toBe("a");
});

test("nothing typed is everything, up to the limit", () => {
  expect(fuzzyFilter(" ", ["b", "a"], (text) => text, 5)).toEqual(["b", "a"]);
});
