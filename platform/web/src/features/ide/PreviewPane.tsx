import { ExternalLink, RotateCw, X } from "lucide-react";
import { type FormEvent, useEffect, useState } from "react";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/PreviewPane.module.css";
import type { Preview } from "@/features/ide/preview.ts";
import { IconButton } from "@/ui/Button.tsx";
import { Failure } from "@/ui/states.tsx";
import { useStore } from "@/ui/useStore.ts";

/** What a port of the session shows, on a host of its own: it shares nothing with this page. */
export default function PreviewPane() {
  const { preview, layout } = useIde();
  const shown = useStore(preview);
  if (shown === null) return <p className={styles.empty}>Choose a port to look at what listens there.</p>;
  const close = () => {
    preview.close();
    layout.change({ pane: "editor" });
  };
  return (
    <section className={styles.pane} aria-label={`Preview of port ${shown.port}`}>
      <div className={styles.bar}>
        <IconButton label="Reload the preview" onClick={() => void preview.go(shown.path)}>
          <RotateCw size={15} aria-hidden="true" />
        </IconButton>
        <Address shown={shown} />
        <IconButton label="Open in a tab of its own" onClick={() => void preview.openTab()}>
          <ExternalLink size={15} aria-hidden="true" />
        </IconButton>
        <IconButton label="Close the preview" onClick={close}>
          <X size={15} aria-hidden="true" />
        </IconButton>
      </div>
      {shown.error !== null ? (
        <div className={styles.trouble}>
          <Failure
            title="The preview cannot be shown"
            error={new Error(shown.error)}
            onRetry={() => void preview.go(shown.path)}
          />
        </div>
      ) : (
        shown.src !== null && (
          <iframe
            key={shown.round}
            title={`Port ${shown.port}`}
            className={styles.frame}
            src={shown.src}
            // Its host is not this one, so being the same origin as itself gives it nothing of ours.
            sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-modals allow-downloads"
            referrerPolicy="no-referrer"
          />
        )
      )}
    </section>
  );
}

function Address({ shown }: { shown: Preview }) {
  const { preview } = useIde();
  const [path, setPath] = useState(shown.path);
  useEffect(() => setPath(shown.path), [shown.path]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void preview.go(path);
  };
  return (
    <form className={styles.address} onSubmit={submit}>
      <span aria-hidden="true">:{shown.port}</span>
      <input
        aria-label={`Path on port ${shown.port}`}
        value={path}
        onChange={(event) => setPath(event.target.value)}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
      />
    </form>
  );
}
