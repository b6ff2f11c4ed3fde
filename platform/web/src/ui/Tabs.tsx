import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import { cx } from "@/lib/cx.ts";
import styles from "@/ui/Tabs.module.css";

interface Tab<K extends string> {
  key: K;
  label: ReactNode;
  content?: ReactNode;
}

interface TabsProps<K extends string> {
  label: string;
  tabs: readonly Tab<K>[];
  chosen: K;
  onChoose: (key: K) => void;
  /** Stands at the end of the row of tabs. */
  extra?: ReactNode;
  className?: string | undefined;
}

/** Tabs with their panels, after the ARIA pattern: one stop for Tab, arrows between them. All panels stay mounted. */
export function Tabs<K extends string>({ label, tabs, chosen, onChoose, extra, className }: TabsProps<K>) {
  const id = useId();
  return (
    <div className={cx(styles.frame, className)}>
      <div className={styles.bar}>
        <TabList id={id} label={label} tabs={tabs} chosen={chosen} onChoose={onChoose} />
        {extra}
      </div>
      {tabs.map((tab) => (
        <div
          key={tab.key}
          id={`${id}-panel-${tab.key}`}
          role="tabpanel"
          aria-labelledby={`${id}-tab-${tab.key}`}
          hidden={tab.key !== chosen}
          className={styles.panel}
        >
          {tab.content}
        </div>
      ))}
    </div>
  );
}

type TabListProps<K extends string> = Pick<TabsProps<K>, "label" | "tabs" | "chosen" | "onChoose"> & { id: string };

function TabList<K extends string>({ id, label, tabs, chosen, onChoose }: TabListProps<K>) {
  const buttons = useRef(new Map<K, HTMLButtonElement>());
  const move = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.key === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    onChoose(next.key);
    buttons.current.get(next.key)?.focus();
  };
  return (
    <div role="tablist" aria-label={label} className={styles.list}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          ref={(button) => {
            if (button) buttons.current.set(tab.key, button);
            else buttons.current.delete(tab.key);
          }}
          type="button"
          role="tab"
          id={`${id}-tab-${tab.key}`}
          aria-selected={tab.key === chosen}
          aria-controls={`${id}-panel-${tab.key}`}
          tabIndex={tab.key === chosen ? 0 : -1}
          className={styles.tab}
          onClick={() => onChoose(tab.key)}
          onKeyDown={move}
        >
          {tab.label}
        </button>
      ))}
    </div>
  );
}
