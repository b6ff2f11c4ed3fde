import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "react-router";
import type { Submission } from "@/api/schema.ts";
import styles from "@/app/routes/SubmissionRoute.module.css";
import { languagesQuery } from "@/features/languages/queries.ts";
import { problemTitlesQuery } from "@/features/problems/queries.ts";
import { ideAddress } from "@/features/projects/ProjectList.tsx";
import { useProjectOfSubmission } from "@/features/projects/queries.ts";
import { canManage, useMe } from "@/features/session/queries.ts";
import { LiveSubmission } from "@/features/submissions/LiveSubmission.tsx";
import { submissionQuery } from "@/features/submissions/queries.ts";
import { RejudgeButton } from "@/features/submissions/rejudge/RejudgeButton.tsx";
import { SubmissionDetails } from "@/features/submissions/SubmissionDetails.tsx";
import { editableText } from "@/features/submissions/source.ts";
import { useCorrections } from "@/features/submissions/useCorrections.ts";
import { replaceDraft } from "@/features/workbench/drafts.ts";
import { writeStored } from "@/lib/storage.ts";
import { Ago } from "@/ui/Ago.tsx";
import { Button } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { Notice } from "@/ui/states.tsx";

export default function SubmissionRoute() {
  const { id = "" } = useParams();
  const languages = useQuery(languagesQuery);
  const submission = useQuery(submissionQuery(id)).data;
  useCorrections(id, submission?.state === "judged");
  const language = languages.data?.find((known) => known.id === submission?.language);
  return (
    <Page
      title="Submission"
      lead={submission && <Lead submission={submission} language={language?.name ?? submission.language} />}
      actions={submission && <Actions submission={submission} />}
    >
      <div className={styles.verdict}>
        <LiveSubmission id={id} key={id} />
      </div>
      {submission && <SubmissionDetails submission={submission} editorMode={language?.editorMode ?? "plaintext"} />}
    </Page>
  );
}

function Lead({ submission, language }: { submission: Submission; language: string }) {
  const { problem } = submission;
  const titles = useQuery(problemTitlesQuery).data;
  return (
    <span className={styles.lead}>
      {problem !== null && (
        <Link to={`/problems/${encodeURIComponent(problem)}`}>{titles?.get(problem) ?? problem}</Link>
      )}
      <span>{language}</span>
      {submission.username && <span>by {submission.username}</span>}
      <Ago at={submission.createdAt} />
      {submission.attempt > 1 && <span>attempt {submission.attempt}</span>}
    </span>
  );
}

function Actions({ submission }: { submission: Submission }) {
  const me = useMe();
  const navigate = useNavigate();
  const text = editableText(submission);
  const { problem } = submission;
  const edit = () => {
    if (me === null || text === null || problem === null) return;
    const place = { owner: me.id, problem, language: submission.language };
    replaceDraft(place, text, Date.now());
    writeStored("codearena.language", submission.language);
    navigate(`/problems/${encodeURIComponent(problem)}`);
  };
  return (
    <>
      {canManage(me) && problem !== null && submission.state === "judged" && (
        <RejudgeButton scope={{ submission: submission.id }} />
      )}
      {me !== null && submission.files && <OpenInIde id={submission.id} />}
      {me !== null && text !== null && problem !== null && <Button onClick={edit}>Edit again</Button>}
    </>
  );
}

function OpenInIde({ id }: { id: string }) {
  const navigate = useNavigate();
  const make = useProjectOfSubmission();
  const open = () => make.mutate(id, { onSuccess: (project) => navigate(ideAddress(project.id)) });
  return (
    <>
      {make.error && <Notice tone="error">{make.error.message}</Notice>}
      <Button onClick={open} busy={make.isPending}>
        Open in IDE
      </Button>
    </>
  );
}
