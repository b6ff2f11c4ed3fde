import { type FormEvent, useId, useState } from "react";
import { ApiError } from "@/api/errors.ts";
import type { Language, Project } from "@/api/schema.ts";
import { choices, suggestName } from "@/features/projects/model.ts";
import styles from "@/features/projects/projects.module.css";
import { useCreateProject } from "@/features/projects/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { SelectField, TextField } from "@/ui/Field.tsx";
import { Notice } from "@/ui/states.tsx";

interface NewProjectDialogProps {
  open: boolean;
  languages: readonly Language[];
  /** The names that are taken. */
  taken: readonly string[];
  onClose: () => void;
  onCreated: (project: Project) => void;
}

export function NewProjectDialog({ open, languages, taken, onClose, onCreated }: NewProjectDialogProps) {
  const form = useId();
  const create = useCreateProject();
  const close = () => {
    create.reset();
    onClose();
  };
  return (
    <Dialog
      title="New project"
      open={open}
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="primary" type="submit" form={form} busy={create.isPending}>
            Create project
          </Button>
        </>
      }
    >
      {languages.length === 0 ? (
        <Notice tone="warning">No language can be used on this server now.</Notice>
      ) : (
        <Form id={form} languages={languages} taken={taken} create={create} onCreated={onCreated} />
      )}
    </Dialog>
  );
}

interface FormProps {
  id: string;
  languages: readonly Language[];
  taken: readonly string[];
  create: ReturnType<typeof useCreateProject>;
  onCreated: (project: Project) => void;
}

function Form({ id, languages, taken, create, onCreated }: FormProps) {
  const [languageId, setLanguageId] = useState(languages[0]?.id ?? "");
  const [chosen, setChosen] = useState<string | null | undefined>(undefined);
  const [named, setNamed] = useState<string | null>(null);
  const language = languages.find((one) => one.id === languageId) ?? languages[0];
  if (language === undefined) return null;
  const offered = choices(language);
  const choice = offered.find((one) => one.id === chosen) ?? offered[0];
  if (choice === undefined) return null;
  const name = named ?? suggestName(language, choice, taken);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const made = choice.id === null ? { language: language.id } : { template: choice.id };
    create.mutate({ name: name.trim(), ...made }, { onSuccess: onCreated });
  };
  const error = create.error instanceof ApiError ? create.error : null;
  return (
    <form id={id} className={styles.form} onSubmit={submit}>
      <SelectField
        label="Language"
        value={language.id}
        onChange={(event) => {
          setLanguageId(event.target.value);
          setChosen(undefined);
        }}
      >
        {languages.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </SelectField>
      <fieldset className={styles.templates}>
        <legend>Begin with</legend>
        {offered.map((one) => (
          <label key={one.id ?? ""} className={styles.template}>
            <input type="radio" name="template" checked={one.id === choice.id} onChange={() => setChosen(one.id)} />
            <strong>{one.name}</strong>
            <span>{one.description}</span>
          </label>
        ))}
      </fieldset>
      <TextField
        label="Name"
        required
        maxLength={100}
        value={name}
        onChange={(event) => setNamed(event.target.value)}
        error={error?.fieldMessage("name")}
        spellCheck={false}
        autoComplete="off"
      />
      {create.error && <Notice tone="error">{create.error.message}</Notice>}
    </form>
  );
}
