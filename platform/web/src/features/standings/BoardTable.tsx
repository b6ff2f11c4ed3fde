import type { BoardRow } from "@/api/schema.ts";
import styles from "@/features/standings/BoardTable.module.css";
import { Ago } from "@/ui/Ago.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";

export function BoardTable({ rows, me }: { rows: readonly BoardRow[]; me: string | null }) {
  const columns: Column<BoardRow>[] = [
    { title: "Rank", numeric: true, cell: (row) => row.rank },
    {
      title: "User",
      cell: (row) => (
        <span className={styles.user}>
          {row.username}
          {row.username === me && <span className={styles.me}>you</span>}
        </span>
      ),
    },
    { title: "Solved", numeric: true, cell: (row) => row.solved },
    { title: "Score", numeric: true, cell: (row) => row.score },
    { title: "Last accepted", minor: true, cell: (row) => <Ago at={row.lastAcceptedAt} /> },
  ];
  return (
    <DataTable
      caption="Leaderboard"
      columns={columns}
      rows={rows}
      keyOf={(row) => row.username}
      isMine={(row) => row.username === me}
    />
  );
}
