import { type FormEvent, useId, useState } from "react";
import { ApiError } from "@/api/errors.ts";
import type { Project } from "@/api/schema.ts";
import { useRenameProject } from "@/features/projects/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { TextField } from "@/ui/Field.tsx";

export function RenameDialog({ project, onClose }: { project: Project | null; onClose: () => void }) {
  const form = useId();
  const rename = useRenameProject();
  const close = () => {
    rename.reset();
    onClose();
  };
  return (
    <Dialog
      title="Rename project"
      open={project !== null}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" form={form} busy={rename.isPending}>
            Rename
          </Button>
        </>
      }
    >
      {project && <Form key={project.id} id={form} project={project} rename={rename} onDone={close} />}
    </Dialog>
  );
}

interface FormProps {
  id: string;
  project: Project;
  rename: ReturnType<typeof useRenameProject>;
  onDone: () => void;
}

function Form({ id, project, rename, onDone }: FormProps) {
  const [name, setName] = useState(project.name);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!rename.isPending) rename.mutate({ id: project.id, name: name.trim() }, { onSuccess: onDone });
  };
  const { error } = rename;
  const said = error instanceof ApiError ? (error.fieldMessage("name") ?? error.message) : error?.message;
  return (
    <form id={id} onSubmit={submit}>
      <TextField
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={said}
        spellCheck={false}
        autoComplete="off"
      />
    </form>
  );
}
