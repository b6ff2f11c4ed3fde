import { expect, test } from "vitest";
import { turnsOf } from "@/features/problems/interaction.ts";

test("lines of one speaker are one turn", () => {
  expect(turnsOf("< 10\n< ready\n> 5\n< lower\n")).toEqual([
    { by: "judge", text: "10\nready" },
    { by: "program", text: "5" },
    { by: "judge", text: "lower" },
  ]);
});

test("three dashes stand between passes, and what nobody says is left out", () => {
  expect(turnsOf("<1\n\n---\n>2")).toEqual([
    { by: "judge", text: "1" },
    { by: "pass", text: "" },
    { by: "program", text: "2" },
  ]);
});
