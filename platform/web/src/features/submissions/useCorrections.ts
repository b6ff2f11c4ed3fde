import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { followWhileVisible } from "@/api/events.ts";
import { refreshAfterVerdict, submissionQuery } from "@/features/submissions/queries.ts";

/** Fetches a judged submission anew when the server says that verdicts were corrected: no stream of its own is open then. */
export function useCorrections(id: string, judged: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!judged) return;
    return followWhileVisible("/events", {
      onEvent: (event) => {
        if (event.type === "verdicts") {
          void client.invalidateQueries({ queryKey: submissionQuery(id).queryKey });
          refreshAfterVerdict(client);
        }
        return true;
      },
    });
  }, [id, judged, client]);
}
