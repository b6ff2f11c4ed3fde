import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { OperationsView } from "@/features/operations/OperationsView.tsx";
import styles from "@/features/operations/operations.module.css";
import { ParkedList } from "@/features/operations/Parked.tsx";
import { historyQuery, nowQuery, parkedQuery } from "@/features/operations/queries.ts";
import { JudgesTable, LinesTable } from "@/features/operations/Tables.tsx";
import { ButtonLink } from "@/ui/Button.tsx";
import { Loaded } from "@/ui/Loaded.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { BoneRows, Empty, Loading } from "@/ui/states.tsx";

export default function OperationsRoute() {
  const now = useQuery(nowQuery);
  const history = useQuery(historyQuery);
  const parked = useInfiniteQuery(parkedQuery);
  return (
    <Page
      title="Operations"
      lead="What waits, how long, and who works on it. The plots show the last hour."
      actions={<ButtonLink to="/manage">Manage problems</ButtonLink>}
    >
      <Loaded
        query={now}
        failed="The figures could not be loaded"
        loading={
          <Loading label="Loading figures">
            <BoneRows />
          </Loading>
        }
      >
        {(data) => (
          <>
            <OperationsView
              now={data}
              receivedAt={now.dataUpdatedAt}
              failure={now.isError ? now.error : null}
              history={history.data}
            />
            {data.reading && !data.reading.unknown.includes("judges") && (
              <>
                <h2 className={styles.heading}>Judges</h2>
                <JudgesTable judges={data.reading.judges} />
              </>
            )}
            {data.reading && (
              <>
                <h2 className={styles.heading}>Queues</h2>
                <LinesTable reading={data.reading} />
              </>
            )}
          </>
        )}
      </Loaded>
      <h2 className={styles.heading}>Parked</h2>
      <PagedList
        query={parked}
        what="parked things"
        empty={<Empty title="Nothing is parked">What nobody could deal with would wait here, with the reason.</Empty>}
      >
        {(items) => <ParkedList items={items} />}
      </PagedList>
    </Page>
  );
}
