import { type FormEvent, useRef, useState } from "react";
import { ApiError } from "@/api/errors.ts";
import type { StartedImport } from "@/api/schema.ts";
import styles from "@/features/admin/admin.module.css";
import { useUpload } from "@/features/admin/queries.ts";
import { formatBytes } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { TextField } from "@/ui/Field.tsx";
import { Notice } from "@/ui/states.tsx";

export function UploadForm({ onStarted }: { onStarted: (started: StartedImport) => void }) {
  const [file, setFile] = useState<File | null>(null);
  const [slug, setSlug] = useState("");
  const [force, setForce] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const upload = useUpload();
  const error = upload.error instanceof ApiError ? upload.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (file === null || upload.isPending) return;
    upload.mutate(
      { file, slug: slug.trim(), force },
      {
        onSuccess: (started) => {
          onStarted(started);
          setFile(null);
          setSlug("");
          setForce(false);
          if (input.current) input.current.value = "";
        },
      },
    );
  };
  return (
    <form className={styles.upload} onSubmit={submit}>
      <div className={styles.file}>
        <label htmlFor="package">Problem package</label>
        <input
          ref={input}
          id="package"
          type="file"
          accept=".zip,application/zip"
          required
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
        <p>{file ? `${file.name}, ${formatBytes(file.size)}` : "A zip in the ICPC problem package format."}</p>
      </div>
      <TextField
        label="Slug"
        hint="Optional: overrides the package's name."
        value={slug}
        onChange={(event) => setSlug(event.target.value)}
        error={error?.fieldMessage("slug")}
        spellCheck={false}
        autoCapitalize="none"
      />
      <Button kind="primary" type="submit" busy={upload.isPending} disabled={file === null}>
        Upload
      </Button>
      <label className={styles.force}>
        <input type="checkbox" checked={force} onChange={(event) => setForce(event.target.checked)} />
        Publish even if submissions of the package disagree
      </label>
      {upload.error && (
        <Notice tone="error" className={styles.wide}>
          {upload.error.message}
          <FieldErrors error={error} />
        </Notice>
      )}
    </form>
  );
}

function FieldErrors({ error }: { error: ApiError | null }) {
  if (error === null || error.fields.length === 0) return null;
  return (
    <ul className={styles.faults}>
      {error.fields.map(({ field, message }) => (
        <li key={`${field} ${message}`}>
          <code>{field}</code>: {message}
        </li>
      ))}
    </ul>
  );
}
