import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRef, useState } from "react";
import { useNavigate } from "react-router";
import type { Project } from "@/api/schema.ts";
import { languagesQuery } from "@/features/languages/queries.ts";
import { NewProjectDialog } from "@/features/projects/NewProjectDialog.tsx";
import { ideAddress, ProjectList } from "@/features/projects/ProjectList.tsx";
import { projectListQuery, useUploadToProject } from "@/features/projects/queries.ts";
import { RenameDialog } from "@/features/projects/RenameDialog.tsx";
import { usePendingDelete } from "@/features/projects/usePendingDelete.ts";
import { zipOf } from "@/features/projects/zip.ts";
import { plural } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty, Notice } from "@/ui/states.tsx";

export default function ProjectsRoute() {
  const navigate = useNavigate();
  const query = useInfiniteQuery(projectListQuery);
  const languages = useQuery(languagesQuery).data;
  const [creating, setCreating] = useState(false);
  const [renamed, setRenamed] = useState<Project | null>(null);
  const upload = useUpload();
  const deletion = usePendingDelete();
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const create = (
    <Button kind="primary" onClick={() => setCreating(true)}>
      <Plus size={16} aria-hidden="true" /> New project
    </Button>
  );
  return (
    <Page title="Projects" lead="Files of your own, with an editor and a terminal in the browser." actions={create}>
      {upload.input}
      {upload.notice}
      {deletion.error && <Notice tone="error">{deletion.error.message}</Notice>}
      <PagedList
        query={query}
        what="projects"
        empty={
          <Empty title="No projects yet" action={create}>
            A project begins with a template and opens in a terminal and an editor. It keeps its files when you leave.
          </Empty>
        }
      >
        {(items) => (
          <ProjectList
            projects={items}
            languages={languages}
            leaving={deletion.leaving}
            onRename={setRenamed}
            onUpload={upload.ask}
            onDelete={({ id }) => deletion.begin(id)}
            onUndo={({ id }) => deletion.undo(id)}
          />
        )}
      </PagedList>
      <NewProjectDialog
        open={creating}
        languages={languages?.filter(({ available }) => available !== false) ?? []}
        taken={shown.map(({ name }) => name)}
        onClose={() => setCreating(false)}
        onCreated={({ id }) => navigate(ideAddress(id))}
      />
      <RenameDialog project={renamed} onClose={() => setRenamed(null)} />
    </Page>
  );
}

/** Files or a zip for a project, chosen through the browser's own dialog. */
function useUpload() {
  const [project, setProject] = useState<Project | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const { mutate, isPending, error, reset } = useUploadToProject();
  const ask = (wanted: Project) => {
    reset();
    setSaid(null);
    setProject(wanted);
    input.current?.click();
  };
  const send = async (files: readonly File[]) => {
    if (project === null || files.length === 0) return;
    const what = files.length === 1 ? (files[0]?.name ?? "") : plural(files.length, "file");
    const zip = await zipOf(files);
    mutate({ id: project.id, zip }, { onSuccess: () => setSaid(`${what} went into ${project.name}.`) });
  };
  return {
    ask,
    input: (
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => {
          void send([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
    ),
    notice: (
      <>
        {isPending && <Notice>Uploading to {project?.name}.</Notice>}
        {error && <Notice tone="error">{error.message}</Notice>}
        {said !== null && !isPending && !error && <Notice tone="success">{said}</Notice>}
      </>
    ),
  };
}
