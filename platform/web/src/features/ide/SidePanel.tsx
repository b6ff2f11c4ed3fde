import type { ReactNode } from "react";
import styles from "@/features/ide/SidePanel.module.css";

interface SidePanelProps {
  title: string;
  tools?: ReactNode;
  children: ReactNode;
}

export function SidePanel({ title, tools, children }: SidePanelProps) {
  return (
    <section className={styles.panel} aria-label={title}>
      <header className={styles.head}>
        <h2>{title}</h2>
        {tools && <span className={styles.tools}>{tools}</span>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
