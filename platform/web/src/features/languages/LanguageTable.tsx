import type { ReactNode } from "react";
import type { Language } from "@/api/schema.ts";
import styles from "@/features/languages/LanguageTable.module.css";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { StatusBadge } from "@/ui/StatusBadge.tsx";

const COLUMNS: Column<Language>[] = [
  { title: "Language", cell: (language) => <strong className={styles.name}>{language.name}</strong> },
  { title: "Version", cell: (language) => <code>{language.version ?? "–"}</code> },
  { title: "Id", minor: true, cell: (language) => <code>{language.id}</code> },
  {
    title: "Files",
    minor: true,
    cell: (language) => <code>{language.extensions.map((one) => `.${one.replace(/^\./, "")}`).join(" ")}</code>,
  },
  { title: "State", cell: (language) => <State language={language} /> },
];

function State({ language }: { language: Language }) {
  if (language.available !== false) return <StatusBadge tone="ac" label="Available" />;
  return (
    <span className={styles.unavailable}>
      <StatusBadge tone="wa" label="Unavailable" />
      <span>{language.unavailableReason ?? "The server gives no reason."}</span>
    </span>
  );
}

interface LanguageTableProps {
  languages: readonly Language[];
  /** What can be done with a language; null for nothing. */
  actions: ((language: Language) => ReactNode) | null;
}

export function LanguageTable({ languages, actions }: LanguageTableProps) {
  const columns = actions === null ? COLUMNS : [...COLUMNS, { title: "Actions", cell: actions }];
  return <DataTable caption="Languages" columns={columns} rows={languages} keyOf={(language) => language.id} />;
}
