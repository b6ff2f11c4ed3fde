import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { submissions } from "@/api/endpoints.ts";
import { follow, type LinkState } from "@/api/events.ts";
import { receive, START } from "@/features/submissions/live.ts";
import { refreshAfterVerdict, submissionQuery } from "@/features/submissions/queries.ts";

const POLL_MS = 3_000;

export type Link = LinkState | "refused";

/** A submission, kept current by its event stream for as long as it is being judged. */
export function useLiveSubmission(id: string) {
  const client = useQueryClient();
  const [link, setLink] = useState<Link>("ended");
  const query = useQuery({ ...submissionQuery(id), ...(link === "refused" && { refetchInterval: POLL_MS }) });
  const judging = query.data !== undefined && query.data.state !== "judged";

  useEffect(() => {
    if (!judging) return;
    const { queryKey } = submissionQuery(id);
    let position = START;
    let refused = false;
    const stop = follow(submissions.eventsPath(id), {
      onEvent: (event) => {
        client.setQueryData(queryKey, (before) => {
          if (before === undefined) return before;
          const after = receive(position, before, event);
          position = after.position;
          return after.submission;
        });
        return event.type !== "verdict";
      },
      onLink: (state) => setLink(refused ? "refused" : state),
      onRefused: () => {
        refused = true;
      },
    });
    return () => {
      stop();
      // The verdict is here, or the page is left: the full record has more than the events told.
      void client.invalidateQueries({ queryKey });
      refreshAfterVerdict(client);
    };
  }, [id, judging, client]);

  return { query, lost: judging && link === "lost" };
}
