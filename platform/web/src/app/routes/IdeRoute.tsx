import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useParams } from "react-router";
import type { Project } from "@/api/schema.ts";
import styles from "@/app/routes/IdeRoute.module.css";
import { type Ide, IdeContext, type Question } from "@/features/ide/IdeContext.ts";
import { IdeWindow } from "@/features/ide/IdeWindow.tsx";
import { LayoutStore } from "@/features/ide/layout.ts";
import { mayRetry, useIdeSession } from "@/features/ide/useIdeSession.ts";
import { useWorkspace } from "@/features/ide/useWorkspace.ts";
import { projectQuery } from "@/features/projects/queries.ts";
import { Store } from "@/lib/store.ts";
import { ButtonLink } from "@/ui/Button.tsx";
import { useTitle } from "@/ui/Page.tsx";
import { Failure, Loading } from "@/ui/states.tsx";

export default function IdeRoute() {
  const { projectId = "" } = useParams();
  const project = useQuery(projectQuery(projectId));
  const session = useIdeSession(projectId);
  useTitle(project.data?.name ?? "Project");
  const failure = project.error ?? session.error;
  if (failure !== null) {
    const retry = () => {
      void project.refetch();
      session.again();
    };
    return (
      <main className={styles.message}>
        <Failure title="The project cannot be opened" error={failure} onRetry={mayRetry(failure) ? retry : undefined} />
        <ButtonLink to="/projects">All projects</ButtonLink>
      </main>
    );
  }
  return <Opened key={projectId} project={project.data ?? null} projectId={projectId} {...session} />;
}

type OpenedProps = Omit<ReturnType<typeof useIdeSession>, "error"> & { project: Project | null; projectId: string };

function Opened({ project, projectId, session, start, again }: OpenedProps) {
  const [layout] = useState(() => new LayoutStore());
  const [question] = useState(() => new Store<Question | null>(null));
  const parts = useWorkspace(projectId, session?.id ?? null, layout);
  const { phase } = start;
  useEffect(() => {
    if (parts === null) return;
    if (phase === "running") parts.workspace.start();
    if (phase === "stopped" || phase === "failed") parts.workspace.connection.end("stopped");
  }, [parts, phase]);
  const ide = useMemo<Ide | null>(
    () => project && session && parts && { project, session, start, again, layout, question, ...parts },
    [project, session, start, again, layout, question, parts],
  );
  if (ide === null) {
    return (
      <Loading label="Opening the project">
        <div className={styles.blank} />
      </Loading>
    );
  }
  return (
    <IdeContext value={ide}>
      <IdeWindow />
    </IdeContext>
  );
}
