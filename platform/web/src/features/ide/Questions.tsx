import { Suspense, useState } from "react";
import { useNavigate } from "react-router";
import { ideSessions } from "@/api/endpoints.ts";
import { type Question, useIde } from "@/features/ide/IdeContext.ts";
import { Palette } from "@/features/ide/later.ts";
import { sentence } from "@/lib/format.ts";
import { Button } from "@/ui/Button.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { Notice } from "@/ui/states.tsx";
import { useStore } from "@/ui/useStore.ts";

/** The dialogs of the page, one at a time. */
export function Questions() {
  const question = useStore(useIde().question);
  if (question === null) return null;
  switch (question.kind) {
    case "palette":
      return (
        <Suspense>
          <Palette start={question.text} key={question.text} />
        </Suspense>
      );
    case "close":
      return <Close path={question.path} />;
    case "delete":
      return <Delete {...question} />;
    case "stop":
      return <Stop />;
  }
}

interface AskProps {
  title: string;
  text: string;
  yes: string;
  act: () => Promise<void> | void;
}

function Ask({ title, text, yes, act }: AskProps) {
  const { question } = useIde();
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const close = () => question.set(null);
  const run = async () => {
    setBusy(true);
    try {
      await act();
      close();
    } catch (failure) {
      setError((failure as Error).message);
      setBusy(false);
    }
  };
  return (
    <Dialog
      title={title}
      open
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button kind="danger" busy={busy} onClick={() => void run()}>
            {yes}
          </Button>
        </>
      }
    >
      <p>{text}</p>
      {error && <Notice tone="error">{sentence(error)}</Notice>}
    </Dialog>
  );
}

function Close({ path }: { path: string }) {
  const { documents } = useIde().workspace;
  return (
    <Ask
      title="Close without your edits?"
      text={`${path} was changed elsewhere too, and it is not decided what is to be saved. Closing it drops your edits.`}
      yes="Drop my edits"
      act={() => documents.close(path)}
    />
  );
}

function Delete({ path, isFolder }: Question & { kind: "delete" }) {
  const { files, documents } = useIde().workspace;
  const act = async () => {
    await files.remove(path, isFolder);
    documents.removed(path);
  };
  const text = isFolder ? `The folder ${path} and everything in it are deleted.` : `The file ${path} is deleted.`;
  return <Ask title={isFolder ? "Delete the folder?" : "Delete the file?"} text={text} yes="Delete" act={act} />;
}

function Stop() {
  const { session } = useIde();
  const navigate = useNavigate();
  const act = async () => {
    await ideSessions.stop(session.id);
    await navigate("/projects");
  };
  return (
    <Ask
      title="Stop the session?"
      text="Its files are saved. What runs in its terminals ends."
      yes="Stop the session"
      act={act}
    />
  );
}
