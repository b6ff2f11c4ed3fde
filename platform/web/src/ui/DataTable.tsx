import type { ReactNode } from "react";
import { cx } from "@/lib/cx.ts";
import styles from "@/ui/DataTable.module.css";

export interface Column<T> {
  title: string;
  /** Numbers stand right, in the code font. */
  numeric?: boolean;
  /** Left out on a narrow screen. */
  minor?: boolean;
  cell: (row: T) => ReactNode;
}

interface DataTableProps<T> {
  caption: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  /** The row that is the reader's own. */
  isMine?: (row: T) => boolean;
}

/** A table that scrolls sideways by itself where it does not fit. */
export function DataTable<T>({ caption, columns, rows, keyOf, isMine }: DataTableProps<T>) {
  const look = (column: Column<T>) => cx(column.numeric && styles.numeric, column.minor && styles.minor);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={caption}>
      <table className={styles.table}>
        <caption className="visually-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" className={look(column)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const mine = isMine?.(row) ?? false;
            return (
              <tr key={keyOf(row)} className={cx(mine && styles.mine)} aria-current={mine || undefined}>
                {columns.map((column) => (
                  <td key={column.title} className={look(column)}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
