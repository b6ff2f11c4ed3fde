import { useCallback, useEffect, useRef, useState } from "react";
import { useRemoveProject } from "@/features/projects/queries.ts";

/** How long a deletion can be taken back. */
const UNDO_MS = 8_000;

/** Deleting in two steps: marked at once, done when the time for taking it back is over or the page is left. */
export function usePendingDelete() {
  const { mutate, error, reset } = useRemoveProject();
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());

  const mark = useCallback((id: string, marked: boolean) => {
    setLeaving((before) => {
      const after = new Set(before);
      if (marked) after.add(id);
      else after.delete(id);
      return after;
    });
  }, []);

  const begin = (id: string) => {
    reset();
    mark(id, true);
    const settle = () => {
      timers.current.delete(id);
      mutate(id, { onSettled: () => mark(id, false) });
    };
    timers.current.set(id, setTimeout(settle, UNDO_MS));
  };

  const undo = (id: string) => {
    clearTimeout(timers.current.get(id));
    timers.current.delete(id);
    mark(id, false);
  };

  useEffect(() => {
    const pending = timers.current;
    return () => {
      for (const [id, timer] of pending) {
        clearTimeout(timer);
        mutate(id);
      }
      pending.clear();
    };
  }, [mutate]);

  return { leaving, begin, undo, error };
}
