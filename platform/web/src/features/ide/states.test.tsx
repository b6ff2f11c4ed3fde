import { act, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, it, vi } from "vitest";
import { Banners } from "@/features/ide/Banners.tsx";
import { ConflictBar } from "@/features/ide/ConflictBar.tsx";
import Palette from "@/features/ide/Palette.tsx";
import PortsPanel from "@/features/ide/PortsPanel.tsx";
import PreviewPane from "@/features/ide/PreviewPane.tsx";
import SettingsPanel from "@/features/ide/SettingsPanel.tsx";
import { StartSteps } from "@/features/ide/StartSteps.tsx";
import { StatusBar } from "@/features/ide/StatusBar.tsx";
import { anIde, renderInIde } from "../../../test/ide.tsx";
import { fakeServer, json, problem } from "../../../test/server.ts";

const later = (ms: number) => new Date(Date.now() + ms).toISOString();

afterEach(() => {
  vi.useRealTimers();
});

it("tells the steps of a start with what they took, and what is waited for", () => {
  const steps = [
    { name: "runner", text: "A warm runner is taken", atMs: 3, tookMs: 31 },
    { name: "image", text: "Pulling the image", atMs: 40, tookMs: null },
  ];
  renderInIde(anIde({ phase: "starting", steps }), <StartSteps />);
  expect(screen.getByRole("heading", { name: "Starting the session" })).toBeVisible();
  expect(screen.getByText("31 ms")).toBeVisible();
  expect(screen.getByText("Pulling the image")).toBeVisible();
});

it("says why a session failed, and starts another one", async () => {
  const ide = { ...anIde({ phase: "failed", reason: "no such image" }), again: vi.fn() };
  renderInIde(ide, <StartSteps />);
  expect(screen.getByRole("alert")).toHaveTextContent("No such image. Your files are kept.");
  await userEvent.click(screen.getByRole("button", { name: "Start again" }));
  expect(ide.again).toHaveBeenCalled();
});

it("counts down to the next try while one goes on typing", () => {
  vi.useFakeTimers();
  const ide = anIde();
  ide.workspace.terminals.usable.set(true);
  ide.workspace.connection.link.set({ state: "lost", tries: 3, retryAt: Date.now() + 5_000, why: "gone" });
  renderInIde(ide, <Banners />);
  expect(screen.queryByText(/connection is lost/)).toBeNull();
  act(() => vi.advanceTimersByTime(1_000));
  expect(screen.getByRole("status")).toHaveTextContent(/Go on typing: nothing gets lost. Next try in 4 s/);
});

it("tells of a port as it comes to be, and not of those that were there", () => {
  const ide = anIde();
  const port = (number: number) => ({ port: number, process: null, address: "127.0.0.1" });
  ide.workspace.ports.set([port(3000)]);
  renderInIde(ide, <Banners />);
  expect(screen.queryByText(/listens on port/)).toBeNull();
  act(() => ide.workspace.ports.set([port(3000), port(8000)]));
  expect(screen.getByText(/listens on port/)).toHaveTextContent("8000");
  act(() => ide.workspace.ports.set([port(3000)]));
  expect(screen.queryByText(/listens on port/)).toBeNull();
});

it("warns before an idle session stops, and keeps it going", async () => {
  const { requests } = fakeServer({ "POST /sessions/s1/keep-alive": () => json({ id: "s1" }) });
  const ide = anIde();
  ide.workspace.connection.link.set({ state: "open", since: 0, tries: 0 });
  ide.workspace.notice.set({ kind: "idle", text: "nobody has used it for 28 minutes", at: later(118_400) });
  renderInIde(ide, <Banners />);
  expect(screen.getByRole("status")).toHaveTextContent(/It stops in 1:58. Files are kept./);
  await userEvent.click(screen.getByRole("button", { name: "Keep it going" }));
  expect(requests).toContain("POST /sessions/s1/keep-alive");
  expect(ide.workspace.notice.get()).toBeNull();
});

it("says why programs were killed, until that was read", async () => {
  const ide = anIde();
  ide.workspace.connection.link.set({ state: "open", since: 0, tries: 0 });
  ide.workspace.killed.set({ kind: "memory", text: "a program used up the memory", at: later(0) });
  renderInIde(ide, <Banners />);
  expect(screen.getByRole("status")).toHaveTextContent("A program used up the memory.");
  await userEvent.click(screen.getByRole("button", { name: "Close" }));
  expect(screen.queryByRole("status")).toBeNull();
});

it("says while not everything can be stored", () => {
  renderInIde(anIde({ phase: "running", unsaved: "over the quota of 1 GiB" }), <Banners />);
  expect(screen.getByRole("status")).toHaveTextContent(/can be stored: over the quota of 1 GiB/);
});

it("leaves the decision about a conflict to its editor", async () => {
  const ide = anIde();
  const resolve = vi.spyOn(ide.workspace.documents, "resolve");
  renderInIde(ide, <ConflictBar path="src/main.py" conflict="changed" dirty />);
  expect(screen.getByRole("alert")).toHaveTextContent(/nothing is saved until you decide/);
  await userEvent.click(screen.getByRole("button", { name: "Keep both" }));
  expect(resolve).toHaveBeenCalledWith("src/main.py", "both");
});

it("asks what becomes of edits to a deleted file", () => {
  renderInIde(anIde(), <ConflictBar path="main.py" conflict="deleted" dirty />);
  expect(screen.getByRole("button", { name: "Save it again" })).toBeVisible();
  expect(screen.getByRole("button", { name: "Drop my edits" })).toBeVisible();
});

it("says how the connection is, what is saved, and what is not stored", () => {
  const { workspace, ...rest } = anIde();
  workspace.connection.link.set({ state: "open", since: 0, tries: 0 });
  workspace.connection.roundTrip.set(3.2);
  workspace.documents.saving.set({ edits: 3, writing: false, conflicts: 0, error: null, journal: true });
  workspace.unkept.set({ files: [{ path: "big.bin", reason: "too-large", size: 1 }], more: 1 });
  renderInIde({ workspace, ...rest }, <StatusBar />);
  expect(screen.getByText("3 ms")).toBeVisible();
  expect(screen.getByText("3 edits not saved")).toBeVisible();
  expect(screen.getByRole("button", { name: "2 not stored" })).toBeVisible();
});

it("names what will not be stored, and why", () => {
  const ide = anIde();
  ide.workspace.disk.set({ diskBytes: 1024, diskFiles: 10, usedBytes: 512, usedFiles: 3 });
  ide.workspace.unkept.set({ files: [{ path: "big.bin", reason: "too-large", size: 2048 }], more: 0 });
  renderInIde(ide, <SettingsPanel />);
  expect(screen.getByText("512 B of 1 KiB")).toBeVisible();
  expect(screen.getByText(/too large, 2 KiB/)).toBeVisible();
});

it("finds a file by a few letters, and a command after >", async () => {
  const ide = anIde();
  const open = vi.spyOn(ide.workspace.documents, "open");
  vi.spyOn(ide.workspace.files, "all").mockResolvedValue(["src/main.py", "src/model.py", "readme"]);
  renderInIde(ide, <Palette start="" />);
  await screen.findByRole("option", { name: /readme/ });
  await userEvent.type(screen.getByRole("combobox"), "mdl{Enter}");
  await vi.waitFor(() => expect(open).toHaveBeenCalledWith("src/model.py", undefined));
  await userEvent.clear(screen.getByRole("combobox"));
  await userEvent.type(screen.getByRole("combobox"), ">search");
  expect(screen.getByRole("option", { name: /Search in files/ })).toHaveAttribute("aria-selected", "true");
});

it("says that nothing listens, and shows a port on a host of its own", async () => {
  const { requests } = fakeServer({ "POST /sessions/s1/preview": () => json({ url: "http://s1-8000.preview.test/" }) });
  const ide = anIde();
  renderInIde(
    ide,
    <>
      <PortsPanel />
      <PreviewPane />
    </>,
  );
  expect(screen.getByText(/Nothing listens yet/)).toBeVisible();
  act(() => ide.workspace.ports.set([{ port: 8000, process: "python3", address: "127.0.0.1" }]));
  await userEvent.click(screen.getByRole("button", { name: "Open port 8000 in the preview" }));
  const frame = await screen.findByTitle("Port 8000");
  expect(frame).toHaveAttribute("src", "http://s1-8000.preview.test/");
  expect(frame.getAttribute("sandbox")).not.toContain("top-navigation");
  expect(requests).toContain("POST /sessions/s1/preview");
});

it("tells why a preview cannot be shown", async () => {
  fakeServer({ "POST /sessions/s1/preview": () => problem(409, "the session has stopped") });
  const ide = anIde();
  renderInIde(ide, <PreviewPane />);
  await act(() => ide.preview.open(8000));
  expect(await screen.findByText("The session has stopped.")).toBeVisible();
});
