import type { ReactNode } from "react";
import type { IdeSession } from "@/api/schema.ts";
import { type Ide, IdeContext, type Question } from "@/features/ide/IdeContext.ts";
import { LayoutStore } from "@/features/ide/layout.ts";
import { PreviewStore } from "@/features/ide/preview.ts";
import { ASKED, type Start } from "@/features/ide/start.ts";
import { Store } from "@/lib/store.ts";
import { Workspace } from "@/workspace/Workspace.ts";
import { renderPage } from "./render.tsx";
import { aProject } from "./samples.ts";

const SESSION: IdeSession = {
  id: "s1",
  project: "p1",
  phase: "running",
  conditions: [],
  url: null,
  previewUrlPattern: null,
  idleAt: null,
  endsAt: null,
};

/** An IDE whose session never answers: what it knows, the test puts into its stores. */
export function anIde(start: Partial<Start> = {}): Ide {
  const workspace = new Workspace({
    wire: {
      ticket: () => new Promise(() => {}),
      socket: () => {
        throw new Error("nothing is connected in this test");
      },
    },
    client: "page",
    journal: { takeOver: async () => [], put: async () => {}, remove: async () => {} },
    look: { fontSize: 13, screenReader: false },
    isShortcut: () => false,
    onLink: () => {},
  });
  return {
    project: aProject(),
    session: SESSION,
    start: { ...ASKED, phase: "running", ...start },
    again: () => {},
    workspace,
    layout: new LayoutStore(),
    preview: new PreviewStore("s1"),
    editor: new Store<Ide["editor"] extends Store<infer E> ? E : never>(null),
    question: new Store<Question | null>(null),
  };
}

export function renderInIde(ide: Ide, element: ReactNode) {
  return renderPage(<IdeContext value={ide}>{element}</IdeContext>);
}
