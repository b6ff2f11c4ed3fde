import { createContext, useContext } from "react";
import type { IdeSession, Project } from "@/api/schema.ts";
import type { LayoutStore } from "@/features/ide/layout.ts";
import type { PreviewStore } from "@/features/ide/preview.ts";
import type { Start } from "@/features/ide/start.ts";
import type { Store } from "@/lib/store.ts";
import type { ModelEditor } from "@/ui/editor/ModelEditor.ts";
import type { Workspace } from "@/workspace/Workspace.ts";

/** What is asked of a person in a dialog of its own. */
export type Question =
  | { kind: "palette"; text: string }
  | { kind: "close"; path: string }
  | { kind: "delete"; path: string; isFolder: boolean }
  | { kind: "stop" };

export interface Ide {
  project: Project;
  session: IdeSession;
  start: Start;
  /** Starts a session again after the former one is over. */
  again: () => void;
  workspace: Workspace;
  layout: LayoutStore;
  preview: PreviewStore;
  /** Null until it has been loaded. */
  editor: Store<ModelEditor | null>;
  question: Store<Question | null>;
}

export const IdeContext = createContext<Ide | null>(null);

export function useIde(): Ide {
  const ide = useContext(IdeContext);
  if (ide === null) throw new Error("this part of the page belongs into the IDE");
  return ide;
}
