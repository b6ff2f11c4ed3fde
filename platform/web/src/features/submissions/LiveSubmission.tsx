import type { ReactNode } from "react";
import type { Submission } from "@/api/schema.ts";
import { SubmissionProgress } from "@/features/submissions/SubmissionProgress.tsx";
import { useLiveSubmission } from "@/features/submissions/useLiveSubmission.ts";
import { Loaded } from "@/ui/Loaded.tsx";
import { Bone, Loading } from "@/ui/states.tsx";

interface LiveSubmissionProps {
  id: string;
  /** How many tests there will be, where that is known before the first one ends. */
  expectedTests?: number | undefined;
  /** What stands below the verdict. */
  children?: (submission: Submission) => ReactNode;
}

/** A submission by its id, followed until it is judged. */
export function LiveSubmission({ id, expectedTests, children }: LiveSubmissionProps) {
  const { query, lost } = useLiveSubmission(id);
  const bones = (
    <Loading label="Loading submission">
      <Bone width="14rem" height="2rem" />
      <br />
      <Bone width="70%" height="1.875rem" />
    </Loading>
  );
  return (
    <Loaded query={query} failed="The submission could not be loaded" loading={bones}>
      {(submission) => (
        <>
          <SubmissionProgress
            key={submission.attempt}
            submission={{ ...submission, testCount: submission.testCount ?? expectedTests ?? null }}
            lost={lost}
          />
          {children?.(submission)}
        </>
      )}
    </Loaded>
  );
}
