import { useCallback, useMemo, useState } from "react";
import { claimDraft, type Draft, type DraftPlace, removeDraft, saveDraft } from "@/features/workbench/drafts.ts";

export interface DraftControl {
  text: string;
  /** What a replacement put aside, null for none. */
  previous: string | null;
  isStarter: boolean;
  /** The browser keeps no more: a reload would lose the text. */
  unsaved: boolean;
  write: (text: string) => void;
  /** Replaces the text, putting the present one aside. */
  replace: (text: string) => void;
  /** Forgets what was put aside. */
  settle: () => void;
}

/** The draft of one place; another place shows another draft. Every change is kept at once. */
export function useDraft(owner: string, problem: string, language: string, starter: string): DraftControl {
  const place = useMemo<DraftPlace>(() => ({ owner, problem, language }), [owner, problem, language]);
  const [held, setHeld] = useState<{ place: DraftPlace; draft: Draft | null; unsaved: boolean }>(() => ({
    place,
    draft: claimDraft(place),
    unsaved: false,
  }));
  let current = held;
  if (held.place !== place) {
    current = { place, draft: claimDraft(place), unsaved: false };
    setHeld(current);
  }
  const text = current.draft?.text ?? starter;
  const previous = current.draft?.previous ?? null;

  const keep = useCallback(
    (next: string, aside: string | null) => {
      const now = Date.now();
      if (next === starter && aside === null) {
        removeDraft(place);
        setHeld({ place, draft: null, unsaved: false });
        return;
      }
      const saved = saveDraft(place, next, aside, now);
      setHeld({ place, draft: { text: next, previous: aside, at: now }, unsaved: !saved });
    },
    [place, starter],
  );

  return {
    text,
    previous,
    isStarter: text === starter,
    unsaved: current.unsaved,
    write: (next) => {
      if (next !== text) keep(next, previous);
    },
    replace: (next) => keep(next, text),
    settle: () => keep(text, null),
  };
}
