import { Ellipsis } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { projects as calls } from "@/api/endpoints.ts";
import type { Language, Project } from "@/api/schema.ts";
import { liveState, templateName } from "@/features/projects/model.ts";
import styles from "@/features/projects/projects.module.css";
import { formatBytes, plural } from "@/lib/format.ts";
import { Ago } from "@/ui/Ago.tsx";
import { Button, ButtonLink } from "@/ui/Button.tsx";
import { Menu, MenuAnchor, MenuButton } from "@/ui/Menu.tsx";
import { StatusBadge } from "@/ui/StatusBadge.tsx";

interface ProjectListProps {
  projects: readonly Project[];
  languages: readonly Language[] | undefined;
  /** Those that are about to be deleted. */
  leaving: ReadonlySet<string>;
  onRename: (project: Project) => void;
  onUpload: (project: Project) => void;
  onDelete: (project: Project) => void;
  onUndo: (project: Project) => void;
}

export const ideAddress = (id: string) => `/ide/${encodeURIComponent(id)}`;

export function ProjectList({ projects, leaving, ...rest }: ProjectListProps) {
  return (
    <ul className={styles.list}>
      {projects.map((project) =>
        leaving.has(project.id) ? (
          <Leaving key={project.id} project={project} onUndo={rest.onUndo} />
        ) : (
          <Row key={project.id} project={project} {...rest} />
        ),
      )}
    </ul>
  );
}

type RowProps = Omit<ProjectListProps, "projects" | "leaving" | "onUndo"> & { project: Project };

function Row({ project, languages, onRename, onUpload, onDelete }: RowProps) {
  const language = languages?.find(({ id }) => id === project.language)?.name ?? project.language;
  const template = templateName(project.template, languages);
  const live = liveState(project.session?.phase);
  return (
    <li className={styles.row}>
      <div className={styles.words}>
        <Link to={ideAddress(project.id)} className={styles.name}>
          {project.name}
        </Link>
        <span className={styles.kind}>
          {language}
          {template && <> · {template}</>}
        </span>
      </div>
      <span className={styles.live}>{live && <StatusBadge tone={live.tone} label={live.label} />}</span>
      <Figure>
        {plural(project.files, "file")}, {formatBytes(project.bytes)}
      </Figure>
      <Figure>
        <Ago at={project.changedAt} />
      </Figure>
      <span className={styles.actions}>
        <ButtonLink small to={ideAddress(project.id)} aria-label={`Open ${project.name}`}>
          Open
        </ButtonLink>
        <Menu label={`More for ${project.name}`} trigger={<Ellipsis size={16} aria-hidden="true" />}>
          <MenuButton onClick={() => onRename(project)}>Rename</MenuButton>
          <MenuButton onClick={() => onUpload(project)}>Upload files or a zip</MenuButton>
          <MenuAnchor href={calls.archivePath(project.id)} download={`${project.name}.zip`}>
            Download as zip
          </MenuAnchor>
          <MenuButton onClick={() => onDelete(project)}>Delete</MenuButton>
        </Menu>
      </span>
    </li>
  );
}

function Figure({ children }: { children: ReactNode }) {
  return <span className={styles.figure}>{children}</span>;
}

/** Stands in a deleted project's place as long as that can be taken back. */
function Leaving({ project, onUndo }: { project: Project; onUndo: (project: Project) => void }) {
  return (
    <li className={styles.leaving}>
      <span role="status">
        {project.name} is being deleted{project.session && ", and its session stopped"}.
      </span>
      <Button small onClick={() => onUndo(project)}>
        Undo
      </Button>
    </li>
  );
}
