import { act, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";
import { FilesPanel } from "@/features/ide/FilesPanel.tsx";
import type { Ide } from "@/features/ide/IdeContext.ts";
import { EMPTY, withFolder } from "@/workspace/files/tree.ts";
import type { Entry } from "@/workspace/protocol.ts";
import { anIde, renderInIde } from "../../../test/ide.tsx";

const file = (name: string): Entry => ({ name, kind: "file", size: 1 });
const folder = (name: string): Entry => ({ name, kind: "directory", size: 0 });

let ide: Ide;

function list(path: string, ...entries: Entry[]) {
  act(() =>
    ide.workspace.files.tree.update((tree) => withFolder(tree, path, { state: "ready", entries, more: false })),
  );
}

const activeRow = () => {
  const id = screen.getByRole("tree").getAttribute("aria-activedescendant");
  return document.getElementById(id ?? "")?.textContent;
};

beforeEach(() => {
  ide = anIde();
  ide.workspace.files.tree.set(EMPTY);
});

it("has bones until the files are listed, and says so when there are none", () => {
  renderInIde(ide, <FilesPanel />);
  expect(screen.getByText("Loading files")).toBeInTheDocument();
  list("");
  expect(screen.getByText(/No files yet/)).toBeVisible();
});

it("offers the files as a zip where no session shows them", () => {
  ide = anIde({ phase: "failed" });
  renderInIde(ide, <FilesPanel />);
  expect(screen.getByRole("link", { name: /zip/ })).toHaveAttribute("href", "/api/v1/projects/p1/archive");
});

it("is walked with the arrow keys, and opens what Enter is pressed on", async () => {
  const open = vi.spyOn(ide.workspace.documents, "open");
  renderInIde(ide, <FilesPanel />);
  list("", folder("src"), file("main.py"), file("readme"));
  list("src", file("app.py"));
  act(() => screen.getByRole("tree").focus());
  expect(activeRow()).toBe("src");
  await userEvent.keyboard("{ArrowRight}{ArrowRight}");
  expect(activeRow()).toBe("app.py");
  expect(screen.getByRole("treeitem", { name: "app.py" })).toHaveAttribute("aria-level", "2");
  await userEvent.keyboard("{ArrowLeft}{ArrowLeft}");
  expect(screen.queryByRole("treeitem", { name: "app.py" })).toBeNull();
  await userEvent.keyboard("r");
  expect(activeRow()).toBe("readme");
  await userEvent.keyboard("{Enter}");
  expect(open).toHaveBeenCalledWith("readme", undefined);
});

it("asks for a name in its place, and refuses one that is taken", async () => {
  const create = vi.spyOn(ide.workspace.files, "createFile").mockResolvedValue();
  renderInIde(ide, <FilesPanel />);
  list("", file("main.py"));
  await userEvent.click(screen.getByRole("button", { name: "New file" }));
  const field = screen.getByLabelText("Name of the new file");
  await userEvent.type(field, "main.py");
  expect(screen.getByRole("alert")).toHaveTextContent("is there already");
  await userEvent.type(field, "x{Enter}");
  expect(create).toHaveBeenCalledWith("main.pyx");
});

it("renames with F2 and leaves with Escape", async () => {
  const rename = vi.spyOn(ide.workspace.files, "rename").mockResolvedValue();
  renderInIde(ide, <FilesPanel />);
  list("", file("main.py"));
  act(() => screen.getByRole("tree").focus());
  await userEvent.keyboard("{F2}{Escape}");
  expect(screen.queryByLabelText("New name")).toBeNull();
  await userEvent.keyboard("{F2}");
  await userEvent.clear(screen.getByLabelText("New name"));
  await userEvent.type(screen.getByLabelText("New name"), "app.py{Enter}");
  expect(rename).toHaveBeenCalledWith("main.py", "app.py", false);
});

it("has a menu for each file, which asks before it deletes", async () => {
  renderInIde(ide, <FilesPanel />);
  list("", file("main.py"));
  await userEvent.pointer({ keys: "[MouseRight]", target: screen.getByRole("treeitem", { name: "main.py" }) });
  await userEvent.click(within(screen.getByRole("menu")).getByRole("menuitem", { name: /Delete/ }));
  expect(ide.question.get()).toEqual({ kind: "delete", path: "main.py", isFolder: false });
});

it("makes only the rows that are to be seen", () => {
  renderInIde(ide, <FilesPanel />);
  list("", ...Array.from({ length: 5_000 }, (_, n) => file(`file${n}`)));
  expect(screen.getAllByRole("treeitem").length).toBeLessThan(100);
  expect(screen.getAllByRole("treeitem")[0]).toHaveAttribute("aria-setsize", "5000");
});

it("asks before an upload replaces anything", async () => {
  const settle = vi.spyOn(ide.workspace.files, "settleExisting").mockResolvedValue();
  renderInIde(ide, <FilesPanel />);
  list("", file("main.py"));
  const upload = { path: "main.py", file: new File(["x"], "main.py") };
  act(() => ide.workspace.files.upload.set({ done: 1, total: 1, existing: [{ upload, version: "v" }], failed: [] }));
  expect(screen.getByText(/1 file is there already: main.py/)).toBeVisible();
  await userEvent.click(screen.getByRole("button", { name: "Leave" }));
  expect(settle).toHaveBeenCalledWith(false);
});
