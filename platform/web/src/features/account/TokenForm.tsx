import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/errors.ts";
import { useCreateToken } from "@/features/account/queries.ts";
import styles from "@/features/account/tokens.module.css";
import { Button } from "@/ui/Button.tsx";
import { CopyButton } from "@/ui/CopyButton.tsx";
import { SelectField, TextField } from "@/ui/Field.tsx";
import { Notice } from "@/ui/states.tsx";

const LIFETIMES = [
  { days: 30, label: "30 days" },
  { days: 90, label: "90 days" },
  { days: 365, label: "1 year" },
  { days: null, label: "No end" },
] as const;

const DAY_MS = 86_400_000;

export function TokenForm() {
  const [name, setName] = useState("");
  const [days, setDays] = useState<number | null>(90);
  const create = useCreateToken();
  const error = create.error instanceof ApiError ? create.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (create.isPending) return;
    const expires = days === null ? {} : { expiresAt: new Date(Date.now() + days * DAY_MS).toISOString() };
    create.mutate({ name: name.trim(), ...expires }, { onSuccess: () => setName("") });
  };
  return (
    <>
      <form className={styles.form} onSubmit={submit}>
        <TextField
          label="Name"
          placeholder="What it is for"
          required
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={error?.fieldMessage("name")}
        />
        <SelectField
          label="Valid for"
          value={days ?? ""}
          onChange={(event) => setDays(event.target.value === "" ? null : Number(event.target.value))}
          error={error?.fieldMessage("expiresAt")}
        >
          {LIFETIMES.map((lifetime) => (
            <option key={lifetime.label} value={lifetime.days ?? ""}>
              {lifetime.label}
            </option>
          ))}
        </SelectField>
        <Button type="submit" busy={create.isPending}>
          Create token
        </Button>
      </form>
      {create.error && <Notice tone="error">{create.error.message}</Notice>}
      {create.data && (
        <Notice tone="success" className={styles.created}>
          <p>Copy the token now. It is shown this once and cannot be shown again.</p>
          <div className={styles.secret}>
            <code>{create.data.token}</code>
            <CopyButton wide text={create.data.token} what="the token" />
          </div>
        </Notice>
      )}
    </>
  );
}
