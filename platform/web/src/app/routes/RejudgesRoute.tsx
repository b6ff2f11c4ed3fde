import { useInfiniteQuery } from "@tanstack/react-query";
import { rejudgeListQuery } from "@/features/submissions/rejudge/queries.ts";
import { RejudgeTable } from "@/features/submissions/rejudge/RejudgeTable.tsx";
import { ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty } from "@/ui/states.tsx";

export default function RejudgesRoute() {
  const query = useInfiniteQuery(rejudgeListQuery);
  return (
    <Page title="Rejudges" lead="What was judged again, and what became of it.">
      <PagedList
        query={query}
        what="rejudges"
        empty={
          <Empty title="No rejudges yet" action={<ButtonLink to="/manage">Manage problems</ButtonLink>}>
            A submission, a problem or a language can be judged again where it is shown.
          </Empty>
        }
      >
        {(rows) => <RejudgeTable rows={rows} />}
      </PagedList>
    </Page>
  );
}
