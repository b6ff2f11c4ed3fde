import { GitCompareArrows, Trash2 } from "lucide-react";
import styles from "@/features/ide/ConflictBar.module.css";
import { useIde } from "@/features/ide/IdeContext.ts";
import { Button } from "@/ui/Button.tsx";
import { nameOf } from "@/workspace/files/tree.ts";

interface ConflictBarProps {
  path: string;
  conflict: "changed" | "deleted";
  dirty: boolean;
}

/** Asks what is to stand where two have changed the same lines, or one has deleted the file. */
export function ConflictBar({ path, conflict, dirty }: ConflictBarProps) {
  const { documents } = useIde().workspace;
  const name = nameOf(path);
  if (conflict === "deleted") {
    return (
      <div role="alert" className={styles.bar}>
        <Trash2 size={16} aria-hidden="true" />
        <p>
          <strong>{name} was deleted</strong> outside of this editor.{" "}
          {dirty ? "Your edits are kept here until you decide." : "This is its last text."}
        </p>
        <span className={styles.choices}>
          <Button small onClick={() => documents.resolve(path, "mine")}>
            Save it again
          </Button>
          <Button small onClick={() => documents.close(path)}>
            {dirty ? "Drop my edits" : "Close"}
          </Button>
        </span>
      </div>
    );
  }
  return (
    <div role="alert" className={styles.bar}>
      <GitCompareArrows size={16} aria-hidden="true" />
      <p>
        <strong>{name} was changed elsewhere</strong> in the same lines as yours. Left is what the disk has, right is
        your text; nothing is saved until you decide.
      </p>
      <span className={styles.choices}>
        <Button small onClick={() => documents.resolve(path, "mine")} title="The text on the right, as it stands">
          Keep mine
        </Button>
        <Button small onClick={() => documents.resolve(path, "theirs")} title="The text on the left">
          Take theirs
        </Button>
        <Button small onClick={() => documents.resolve(path, "both")} title="Where both changed: theirs, then mine">
          Keep both
        </Button>
      </span>
    </div>
  );
}
