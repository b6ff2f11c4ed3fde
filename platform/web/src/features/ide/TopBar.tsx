import { ArrowLeft, FlaskConical, Hammer, Play, Search, Square } from "lucide-react";
import { Link } from "react-router";
import { mainTask, runTask } from "@/features/ide/actions.ts";
import { useIde } from "@/features/ide/IdeContext.ts";
import { labelOf } from "@/features/ide/keys.ts";
import styles from "@/features/ide/TopBar.module.css";
import { cx } from "@/lib/cx.ts";
import { useStore } from "@/ui/useStore.ts";
import type { Task } from "@/workspace/protocol.ts";

const ICONS: Record<string, typeof Play> = { run: Play, test: FlaskConical, build: Hammer };

/** The way back, the project, and what can be run. */
export function TopBar() {
  const ide = useIde();
  const told = useStore(ide.workspace.tasks);
  const tasks = told.length > 0 ? told : ide.project.tasks;
  const main = mainTask(tasks);
  const ordered = [...tasks].sort((a, b) => Number(b.id === main) - Number(a.id === main));
  return (
    <header className={styles.bar}>
      <Link to="/projects" className={styles.back} aria-label="All projects" title="All projects">
        <ArrowLeft size={16} aria-hidden="true" />
      </Link>
      <h1 className={styles.name}>{ide.project.name}</h1>
      <button
        type="button"
        className={styles.find}
        title={`Go to file (${labelOf("go-to-file")}), all commands (${labelOf("palette")})`}
        onClick={() => ide.question.set({ kind: "palette", text: "" })}
      >
        <Search size={14} aria-hidden="true" />
        <span>Go to file</span>
        <kbd>{labelOf("go-to-file")}</kbd>
      </button>
      <div className={styles.tasks} role="toolbar" aria-label="Tasks">
        {ordered.map((task) => (
          <TaskButton key={task.id} task={task} primary={task.id === main} />
        ))}
      </div>
    </header>
  );
}

function TaskButton({ task, primary }: { task: Task; primary: boolean }) {
  const ide = useIde();
  const { terminals, connection } = ide.workspace;
  const running = useStore(terminals.tabs).some((tab) => tab.task === task.id && tab.exit === null);
  const online = useStore(connection.link).state === "open";
  const Icon = running ? Square : (ICONS[task.id] ?? Play);
  const keys = primary ? ` (${labelOf("run")})` : "";
  return (
    <button
      type="button"
      className={cx(styles.task, primary && styles.primary, running && styles.running)}
      title={running ? `Stop: ${task.command}` : `${task.command}${keys}`}
      disabled={!online}
      onClick={() => (running ? terminals.interrupt(task.id) : runTask(ide, task.id))}
    >
      <Icon size={14} aria-hidden="true" />
      {running ? `Stop ${task.label.toLowerCase()}` : task.label}
    </button>
  );
}
