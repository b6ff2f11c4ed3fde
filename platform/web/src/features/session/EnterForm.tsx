import { type FormEvent, useState } from "react";
import { ApiError } from "@/api/errors.ts";
import styles from "@/features/session/EnterForm.module.css";
import { useEnter } from "@/features/session/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { TextField } from "@/ui/Field.tsx";
import { Notice } from "@/ui/states.tsx";

const WORDS = {
  login: { action: "Sign in", password: "current-password" },
  register: { action: "Register", password: "new-password" },
} as const;

/** The one form of both doors; they differ in words and in what the browser's password keeper is told. */
export function EnterForm({ how, onDone }: { how: "login" | "register"; onDone: () => void }) {
  const [username, setUsername] = useState("");
  const [password, setPassword] = useState("");
  const [shown, setShown] = useState(false);
  const enter = useEnter(how);
  const error = enter.error instanceof ApiError ? enter.error : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!enter.isPending) enter.mutate({ username: username.trim(), password }, { onSuccess: onDone });
  };
  return (
    <form className={styles.form} onSubmit={submit} noValidate={false}>
      {enter.error && <Notice tone="error">{enter.error.message}</Notice>}
      <TextField
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        value={username}
        onChange={(event) => setUsername(event.target.value)}
        error={error?.fieldMessage("username")}
      />
      <TextField
        label="Password"
        name="password"
        type={shown ? "text" : "password"}
        autoComplete={WORDS[how].password}
        required
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        error={error?.fieldMessage("password")}
      />
      <label className={styles.show}>
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        Show password
      </label>
      <Button kind="primary" type="submit" busy={enter.isPending}>
        {WORDS[how].action}
      </Button>
    </form>
  );
}
