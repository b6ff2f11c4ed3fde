import styles from "@/features/problems/Difficulty.module.css";
import { DIFFICULTIES } from "@/features/problems/model.ts";
import { cx } from "@/lib/cx.ts";

/** Three bars and the word. A difficulty of another scale is shown as it is, without bars. */
export function Difficulty({ value }: { value: string | null | undefined }) {
  if (value === null || value === undefined || value === "") return <span className={styles.none}>–</span>;
  const level = (DIFFICULTIES as readonly string[]).indexOf(value.toLowerCase()) + 1;
  return (
    <span className={styles.difficulty}>
      {level > 0 && (
        <span className={styles.bars} aria-hidden="true">
          {[1, 2, 3].map((bar) => (
            <i key={bar} className={cx(bar <= level && styles.on)} />
          ))}
        </span>
      )}
      {value}
    </span>
  );
}
