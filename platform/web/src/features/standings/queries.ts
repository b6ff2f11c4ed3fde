import { infiniteQueryOptions, keepPreviousData, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { leaderboard } from "@/api/endpoints.ts";
import { followWhileVisible } from "@/api/events.ts";

export const leaderboardQuery = (aroundMe: boolean) =>
  infiniteQueryOptions({
    queryKey: ["leaderboard", { aroundMe }],
    queryFn: ({ pageParam, signal }) => leaderboard.page(aroundMe, { after: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });

const CALM_MS = 1_000;

/** Fetches the board anew when the server says that it changed, at most once a second. */
export function useBoardUpdates(): { lost: boolean } {
  const client = useQueryClient();
  const [lost, setLost] = useState(false);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => void client.invalidateQueries({ queryKey: ["leaderboard"] });
    const refreshSoon = () => {
      timer ??= setTimeout(() => {
        timer = undefined;
        refresh();
      }, CALM_MS);
    };
    const stop = followWhileVisible("/events", {
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
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [client]);
  return { lost };
}
