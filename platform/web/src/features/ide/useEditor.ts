import { type RefObject, useEffect, useState } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import { currentTheme } from "@/ui/theme.ts";
import { useStore } from "@/ui/useStore.ts";
import type { DocumentTab } from "@/workspace/files/Documents.ts";

/** A terminal that is slow to come does not keep the editor away for ever. */
const PATIENCE_MS = 4_000;

/** Loads the editor once the first terminal is usable, and shows the open file in it. */
export function useEditor(
  host: RefObject<HTMLElement | null>,
  tab: DocumentTab | null,
): "waiting" | "ready" | "failed" {
  const { workspace, editor: store } = useIde();
  const { documents } = workspace;
  const editor = useStore(store);
  const wanted = useWanted();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    const element = host.current;
    if (!wanted || element === null) return;
    let left = false;
    import("@/ui/editor/ModelEditor.ts").then(
      ({ ModelEditor }) => {
        if (left) return;
        const onChange = (path: string, text: string) => documents.typed(path, text);
        store.set(new ModelEditor(element, { label: "Editor", theme: currentTheme, onChange }));
      },
      () => !left && setFailed(true),
    );
    return () => {
      left = true;
      store.get()?.dispose();
      store.set(null);
    };
  }, [wanted, host, documents, store]);

  useEffect(() => workspace.onText((path, text) => store.get()?.setText(path, text)), [workspace, store]);

  const path = tab?.shown.kind === "text" ? tab.path : null;
  const theirs = path !== null && tab?.conflict === "changed" ? documents.theirs(path) : null;
  const place = useStore(documents.place);
  useEffect(() => {
    const text = path === null ? null : documents.text(path);
    if (editor === null || path === null || text === null) return;
    if (theirs === null) editor.show(path, text);
    else editor.compare(path, text, theirs);
    if (place?.path !== path) return;
    editor.reveal(place.line, place.column);
    documents.place.set(null);
  }, [editor, path, theirs, place, documents]);

  useEffect(() => {
    const forget = () => {
      const open = new Set(documents.tabs.get().map((one) => one.path));
      store.get()?.keep(open);
    };
    return documents.tabs.subscribe(forget);
  }, [documents, store]);

  return editor !== null ? "ready" : failed ? "failed" : "waiting";
}

function useWanted(): boolean {
  const { terminals } = useIde().workspace;
  const usable = useStore(terminals.usable);
  const [patient, setPatient] = useState(true);
  useEffect(() => {
    const timer = setTimeout(() => setPatient(false), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return usable || !patient;
}
