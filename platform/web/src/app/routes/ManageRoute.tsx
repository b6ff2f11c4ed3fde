import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { StartedImport } from "@/api/schema.ts";
import styles from "@/app/routes/ManageRoute.module.css";
import { ImportReportView } from "@/features/admin/ImportReportView.tsx";
import { ManagedProblems } from "@/features/admin/ManagedProblems.tsx";
import { UploadForm } from "@/features/admin/UploadForm.tsx";
import { problemListQuery } from "@/features/problems/queries.ts";
import { useMe } from "@/features/session/queries.ts";
import { RejudgeButton } from "@/features/submissions/rejudge/RejudgeButton.tsx";
import { ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty } from "@/ui/states.tsx";

export default function ManageRoute() {
  const [started, setStarted] = useState<readonly StartedImport[]>([]);
  const me = useMe();
  const problems = useInfiniteQuery(problemListQuery({}));
  return (
    <Page
      title="Manage problems"
      lead="An upload judges the package's own submissions and says where they disagree."
      actions={
        <>
          <ButtonLink to="/rejudges">Rejudges</ButtonLink>
          {me?.role === "admin" && <ButtonLink to="/operations">Operations</ButtonLink>}
        </>
      }
    >
      <UploadForm onStarted={(one) => setStarted((before) => [one, ...before])} />
      {started.map((one) => (
        <ImportReportView key={one.importId} started={one} />
      ))}
      <h2 className={styles.heading}>Problems</h2>
      <PagedList query={problems} what="problems" empty={<Empty title="No problems yet">Upload the first one.</Empty>}>
        {(items) => (
          <ManagedProblems
            problems={items}
            more={({ slug, title }) => <RejudgeButton small scope={{ problem: slug }} label={`Rejudge ${title}`} />}
          />
        )}
      </PagedList>
    </Page>
  );
}
