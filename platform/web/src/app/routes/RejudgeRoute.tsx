import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useParams } from "react-router";
import type { Rejudge } from "@/api/schema.ts";
import styles from "@/app/routes/SubmissionRoute.module.css";
import { scopeWords } from "@/features/submissions/rejudge/model.ts";
import { rejudgeQuery } from "@/features/submissions/rejudge/queries.ts";
import { RejudgeView } from "@/features/submissions/rejudge/RejudgeView.tsx";
import { Ago } from "@/ui/Ago.tsx";
import { ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";

export default function RejudgeRoute() {
  const { id = "" } = useParams();
  const rejudge = useInfiniteQuery(rejudgeQuery(id, false)).data?.pages[0];
  return (
    <Page
      title="Rejudge"
      lead={rejudge && <Lead rejudge={rejudge} />}
      actions={<ButtonLink to="/rejudges">All rejudges</ButtonLink>}
    >
      <RejudgeView id={id} key={id} />
    </Page>
  );
}

function Lead({ rejudge }: { rejudge: Rejudge }) {
  const { submission, problem } = rejudge;
  return (
    <span className={styles.lead}>
      {submission !== null ? (
        <Link to={`/submissions/${encodeURIComponent(submission)}`}>{scopeWords(rejudge)}</Link>
      ) : problem !== null ? (
        <Link to={`/problems/${encodeURIComponent(problem)}`}>{scopeWords(rejudge)}</Link>
      ) : (
        <span>{scopeWords(rejudge)}</span>
      )}
      <span>begun by {rejudge.by}</span>
      <Ago at={rejudge.createdAt} />
    </span>
  );
}
