import { ExternalLink } from "lucide-react";
import { useIde } from "@/features/ide/IdeContext.ts";
import styles from "@/features/ide/PortsPanel.module.css";
import { SidePanel } from "@/features/ide/SidePanel.tsx";
import { Button } from "@/ui/Button.tsx";
import { useStore } from "@/ui/useStore.ts";

/** What listens inside the session. */
export default function PortsPanel() {
  const { workspace, preview, layout } = useIde();
  const ports = useStore(workspace.ports);
  const shown = useStore(preview);
  const open = (port: number) => {
    void preview.open(port);
    layout.change({ pane: "preview" });
  };
  return (
    <SidePanel title="Ports">
      {ports.length === 0 ? (
        <p className={styles.empty}>
          Nothing listens yet. Start a server in a terminal, and it can be looked at here. The variable{" "}
          <code>PORT</code> names a port for it.
        </p>
      ) : (
        <ul>
          {ports.map(({ port, process, address }) => (
            <li key={port} className={styles.port}>
              <div>
                <strong className="num">{port}</strong>
                <span>
                  {process ?? "a program"} on {address}
                </span>
              </div>
              <Button small onClick={() => open(port)} aria-label={`Open port ${port} in the preview`}>
                <ExternalLink size={14} aria-hidden="true" /> {shown?.port === port ? "Shown" : "Open"}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </SidePanel>
  );
}
