/** What the status bar says, in words. */
import type { Phase } from "@/api/schema.ts";
import { plural } from "@/lib/format.ts";
import type { Saving } from "@/workspace/files/Documents.ts";
import type { Link } from "@/workspace/link.ts";

export type Mood = "fine" | "busy" | "trouble" | "bad";

export interface Said {
  mood: Mood;
  words: string;
  /** The whole of it, for those who point at it. */
  title: string;
}

export function savingWords(saving: Saving, isStored: boolean, online: boolean): Said {
  const { edits, writing, conflicts, error, journal } = saving;
  const kept = journal ? "They are kept in this browser." : "This browser keeps no edits: leave the page open.";
  if (conflicts > 0) {
    const words = plural(conflicts, "conflict");
    return { mood: "trouble", words, title: `${words}: you decide what is saved. ${kept}` };
  }
  if (error !== null) return { mood: "bad", words: `${plural(edits, "edit")} not saved`, title: `${error}. ${kept}` };
  if (edits > 0 && (!writing || !online)) {
    const words = `${plural(edits, "edit")} not saved`;
    return { mood: online && journal ? "busy" : "trouble", words, title: kept };
  }
  if (writing) return { mood: "busy", words: "Saving", title: kept };
  if (!isStored)
    return { mood: "fine", words: "Saved", title: "On the session's disk; the server stores it in a moment." };
  return { mood: "fine", words: "Stored", title: "On the session's disk, and stored on the server." };
}

export function linkWords(link: Link, roundTrip: number | null, phase: Phase = "running"): Said {
  if (phase === "requested" || phase === "starting") {
    return { mood: "busy", words: "Starting", title: "The session is being started" };
  }
  switch (link.state) {
    case "connecting":
      return { mood: "busy", words: "Connecting", title: "The session is being connected" };
    case "open": {
      const words = roundTrip === null ? "Connected" : `${Math.max(1, Math.round(roundTrip))} ms`;
      return { mood: "fine", words, title: `Connected; a round trip takes ${words}` };
    }
    case "lost":
      return { mood: "trouble", words: "Connection lost", title: link.why };
    case "ended":
      return { mood: "bad", words: "Not connected", title: "There is no session to connect to" };
  }
}

/** `1:58`, or `2 h 5 min` of what is far away. */
export function untilWords(at: string, now: number): string {
  const seconds = Math.max(0, Math.round((Date.parse(at) - now) / 1000));
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
