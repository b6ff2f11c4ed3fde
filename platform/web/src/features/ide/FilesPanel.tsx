import { ChevronsDownUp, FilePlus, FolderPlus, Upload as UploadIcon } from "lucide-react";
import { useRef, useState } from "react";
import { projects } from "@/api/endpoints.ts";
import { chosenUploads } from "@/features/ide/drop.ts";
import styles from "@/features/ide/FilesPanel.module.css";
import { FileTree, type Naming } from "@/features/ide/FileTree.tsx";
import { useIde } from "@/features/ide/IdeContext.ts";
import { SidePanel } from "@/features/ide/SidePanel.tsx";
import { isOver } from "@/features/ide/start.ts";
import { plural } from "@/lib/format.ts";
import { Button, IconButton } from "@/ui/Button.tsx";
import { Bone, Failure, Loading, Notice } from "@/ui/states.tsx";
import { useStore } from "@/ui/useStore.ts";

export function FilesPanel() {
  const { workspace, start, project } = useIde();
  const { files } = workspace;
  const tree = useStore(files.tree);
  const [naming, setNaming] = useState<Naming | null>(null);
  const [folder, setFolder] = useState("");
  const input = useRef<HTMLInputElement>(null);
  const root = tree.folders.get("");
  const collapse = () => {
    for (const path of tree.expanded) files.toggle(path, false);
  };
  return (
    <SidePanel
      title="Files"
      tools={
        <>
          <IconButton label="New file" onClick={() => setNaming({ kind: "file", folder })}>
            <FilePlus size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label="New folder" onClick={() => setNaming({ kind: "folder", folder })}>
            <FolderPlus size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label="Upload files" onClick={() => input.current?.click()}>
            <UploadIcon size={15} aria-hidden="true" />
          </IconButton>
          <IconButton label="Close all folders" onClick={collapse}>
            <ChevronsDownUp size={15} aria-hidden="true" />
          </IconButton>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to upload"
        onChange={(event) => {
          void files.send(chosenUploads([...(event.target.files ?? [])], folder));
          event.target.value = "";
        }}
      />
      <UploadNotice />
      {root?.state === "failed" ? (
        <Failure
          title="The files could not be listed"
          error={new Error(root.message)}
          onRetry={() => files.onHello()}
        />
      ) : root?.state !== "ready" ? (
        isOver(start) ? (
          <p className={styles.away}>
            The files are shown while a session runs.{" "}
            <a href={projects.archivePath(project.id)} download={`${project.name}.zip`}>
              Download them as a zip
            </a>
            .
          </p>
        ) : (
          <Loading label="Loading files">
            <div className={styles.bones}>
              {[46, 62, 38, 70, 54].map((width) => (
                <Bone key={width} width={`${width}%`} height="0.75rem" />
              ))}
            </div>
          </Loading>
        )
      ) : (
        <FileTree naming={naming} onNaming={setNaming} onFolder={setFolder} />
      )}
    </SidePanel>
  );
}

/** How an upload goes, and what it needs a word for. */
function UploadNotice() {
  const { files } = useIde().workspace;
  const upload = useStore(files.upload);
  if (upload === null) return null;
  const { done, total, existing, failed } = upload;
  if (existing.length > 0) {
    return (
      <Notice tone="warning" className={styles.notice}>
        <p>
          {plural(existing.length, "file")} {existing.length === 1 ? "is" : "are"} there already:{" "}
          {existing
            .slice(0, 3)
            .map(({ upload: { path } }) => path)
            .join(", ")}
          {existing.length > 3 && " …"}
        </p>
        <span className={styles.choices}>
          <Button small onClick={() => void files.settleExisting(true)}>
            Replace
          </Button>
          <Button small onClick={() => void files.settleExisting(false)}>
            Leave
          </Button>
        </span>
      </Notice>
    );
  }
  if (failed.length > 0) {
    return (
      <Notice tone="error" className={styles.notice}>
        {failed.slice(0, 3).map(({ path, message }) => (
          <p key={path}>
            {path}: {message}
          </p>
        ))}
        {failed.length > 3 && <p>and {failed.length - 3} more</p>}
        <Button small onClick={() => files.forgetUpload()}>
          Close
        </Button>
      </Notice>
    );
  }
  return (
    <Notice className={styles.notice}>
      Uploading {done} of {total}
    </Notice>
  );
}
