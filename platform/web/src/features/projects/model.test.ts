import { expect, test } from "vitest";
import type { Language } from "@/api/schema.ts";
import { choices, liveState, suggestName, templateName } from "@/features/projects/model.ts";

const PYTHON: Language = {
  id: "python",
  name: "Python 3",
  version: "3.13",
  extensions: ["py"],
  editorMode: "python",
  templates: [{ id: "console", name: "Console program", description: "Reads and prints." }],
};

const CONSOLE = { id: "python/console", name: "Console program", description: "Reads and prints." };

test("a language offers its templates, and a project without files", () => {
  expect(choices(PYTHON).map(({ id }) => id)).toEqual(["python/console", null]);
  expect(choices({ ...PYTHON, templates: [{ ...CONSOLE, id: "python/console" }] })[0]?.id).toBe("python/console");
});

test("a suggested name is free, whatever the case of those that are taken", () => {
  expect(suggestName(PYTHON, CONSOLE, [])).toBe("python-console");
  expect(suggestName(PYTHON, CONSOLE, ["Python-Console", "python-console-2"])).toBe("python-console-3");
  expect(suggestName(PYTHON, { ...CONSOLE, id: null }, [])).toBe("python-project");
});

test("a template is shown by its name, and by its id once the plugin has it no more", () => {
  expect(templateName("python/console", [PYTHON])).toBe("Console program");
  expect(templateName("python/gone", [PYTHON])).toBe("gone");
  expect(templateName("python/console", undefined)).toBe("console");
  expect(templateName(null, [PYTHON])).toBeNull();
});

test("only a session that is not over is told of", () => {
  expect(liveState("running")).toEqual({ label: "Running", tone: "ac" });
  expect(liveState("stopped")).toBeNull();
  expect(liveState(undefined)).toBeNull();
});
