import { useInfiniteQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { useMe } from "@/features/session/queries.ts";
import { BoardTable } from "@/features/standings/BoardTable.tsx";
import { leaderboardQuery, useBoardUpdates } from "@/features/standings/queries.ts";
import { Button, ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty, Notice } from "@/ui/states.tsx";

export default function LeaderboardRoute() {
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const aroundMe = me !== null && search.get("around") === "me";
  const query = useInfiniteQuery(leaderboardQuery(aroundMe));
  const { lost } = useBoardUpdates();
  const toggle = me !== null && (
    <Button aria-pressed={aroundMe} onClick={() => setSearch(aroundMe ? {} : { around: "me" }, { replace: true })}>
      {aroundMe ? "Show from the top" : "Show around me"}
    </Button>
  );
  const empty = (
    <Empty
      title={aroundMe ? "You are not on the board yet" : "Nobody has solved a problem yet"}
      action={<ButtonLink to="/problems">Choose a problem</ButtonLink>}
    >
      The first accepted submission puts you here.
    </Empty>
  );
  return (
    <Page title="Leaderboard" lead="Updates by itself as verdicts arrive." actions={toggle}>
      {lost && <Notice tone="warning">Connection lost. Reconnecting…</Notice>}
      <PagedList query={query} what="standings" empty={empty}>
        {(rows) => <BoardTable rows={rows} me={me?.username ?? null} />}
      </PagedList>
    </Page>
  );
}
