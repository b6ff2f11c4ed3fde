import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import styles from "@/app/Frame.module.css";
import { meQuery } from "@/features/session/queries.ts";
import { Failure } from "@/ui/states.tsx";

/** Nothing is drawn before it is known who is signed in; when even that cannot be asked, that is said. */
export function Frame({ children }: { children: ReactNode }) {
  const me = useQuery(meQuery);
  if (me.data !== undefined) return children;
  return (
    <main className={styles.frame}>
      {me.isError && (
        <Failure
          title="CodeArena cannot be reached"
          error={me.error}
          onRetry={() => void me.refetch()}
          retrying={me.isFetching}
        />
      )}
    </main>
  );
}
