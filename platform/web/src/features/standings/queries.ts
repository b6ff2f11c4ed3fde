import { infiniteQueryOptions, keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { leaderboard } from "@/api/endpoints.ts";
import { follow } from "@/api/events.ts";

export const leaderboardQuery = (aroundMe: boolean) =>
  infiniteQueryOptions({
    queryKey: ["leaderboard", { aroundMe }],
    queryFn: ({ pageParam, signal }) => leaderboard.page(aroundMe, { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

const CALM_MS = 1_000;

/**
 * Fetches the board anew when the server says that it changed, at most once a second. A hidden page holds no connection,
 * since a browser allows only six to one host, and catches up when it is shown.
 */
export function useBoardUpdates(): { lost: boolean } {
  const client = useQueryClient();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let stop: (() => void) | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => void client.invalidateQueries({ queryKey: ["leaderboard"] });
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, CALM_MS);
    };
    const open = () => {
      stop = follow("/events", {
        onEvent: (event) => {
          if (event.type === "leaderboard") refreshSoon();
          return true;
        },
        onLink: (state) => {
          // What changed while the link was down was not told.
          if (state === "open") refresh();
          setLost(state === "lost");
        },
      });
    };
    const onVisibility = () => {
      if (document.visibilityState === "hidden") {
        stop?.();
        stop = null;
      } else if (stop === null) {
        open();
      }
    };
    if (document.visibilityState === "visible") open();
    document.addEventListener("visibilitychange", onVisibility);
    return () => {
      document.removeEventListener("visibilitychange", onVisibility);
      clearTimeout(timer);
      stop?.();
    };
  }, [client]);
  return { lost };
}
