import { Check } from "lucide-react";
import { Link } from "react-router";
import type { ProblemSummary } from "@/api/schema.ts";
import { Difficulty } from "@/features/problems/Difficulty.tsx";
import styles from "@/features/problems/ProblemTable.module.css";
import { formatShare } from "@/lib/format.ts";

interface ProblemTableProps {
  problems: readonly ProblemSummary[];
  onTag: (tag: string) => void;
}

export function ProblemTable({ problems, onTag }: ProblemTableProps) {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">Solved</span>
          </th>
          <th scope="col">Problem</th>
          <th scope="col">Difficulty</th>
          <th scope="col" className={styles.right}>
            Accepted
          </th>
        </tr>
      </thead>
      <tbody>
        {problems.map((problem) => (
          <tr key={problem.slug}>
            <td>
              <SolvedMark solved={problem.solvedByMe} />
            </td>
            <td className={styles.main}>
              <Link to={`/problems/${encodeURIComponent(problem.slug)}`} className={styles.title}>
                {problem.title}
              </Link>
              <span className={styles.tags}>
                {problem.tags.map((tag) => (
                  <button key={tag} type="button" className={styles.tag} onClick={() => onTag(tag)}>
                    {tag}
                  </button>
                ))}
              </span>
            </td>
            <td className={styles.difficulty}>
              <Difficulty value={problem.difficulty} />
            </td>
            <td className={styles.right}>
              <span className="num">{formatShare(problem.acceptance)}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function SolvedMark({ solved }: { solved: boolean }) {
  return solved ? (
    <span className={styles.solved} role="img" aria-label="Solved" title="Solved">
      <Check size={13} strokeWidth={3.5} aria-hidden="true" />
    </span>
  ) : (
    <span className={styles.open} role="img" aria-label="Not solved" title="Not solved" />
  );
}
