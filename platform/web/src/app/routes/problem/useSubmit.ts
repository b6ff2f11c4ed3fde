import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { submissions } from "@/api/endpoints.ts";
import { ApiError } from "@/api/errors.ts";
import type { NewSubmission } from "@/api/schema.ts";
import { refreshAfterVerdict } from "@/features/submissions/queries.ts";
import { randomId } from "@/lib/random.ts";

/**
 * Hands in a program. When no answer came, trying the same program again carries the same key, so that a submission whose
 * answer was lost on the way is not made twice.
 */
export function useSubmit(onAccepted: (id: string) => void) {
  const client = useQueryClient();
  const unanswered = useRef<{ program: string; key: string } | null>(null);
  return useMutation({
    mutationFn: (submission: NewSubmission) => {
      const program = JSON.stringify(submission);
      if (unanswered.current?.program !== program) unanswered.current = { program, key: randomId() };
      return submissions.create(submission, unanswered.current.key);
    },
    onSuccess: ({ id }) => {
      unanswered.current = null;
      onAccepted(id);
      refreshAfterVerdict(client);
    },
    onError: (error) => {
      if (!(error instanceof ApiError && error.kind === "offline")) unanswered.current = null;
    },
  });
}
