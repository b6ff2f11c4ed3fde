import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import type { SubmissionFilter } from "@/api/endpoints.ts";
import { VERDICTS } from "@/api/schema.ts";
import { isVerdict, VERDICT_WORDS } from "@/api/verdicts.ts";
import styles from "@/app/routes/SubmissionsRoute.module.css";
import { problemTitlesQuery } from "@/features/problems/queries.ts";
import { submissionListQuery } from "@/features/submissions/queries.ts";
import { SubmissionTable } from "@/features/submissions/SubmissionTable.tsx";
import { Button, ButtonLink } from "@/ui/Button.tsx";
import { SelectField } from "@/ui/Field.tsx";
import { Page } from "@/ui/Page.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty } from "@/ui/states.tsx";

const NO_TITLES: ReadonlyMap<string, string> = new Map();

export default function SubmissionsRoute() {
  const [search, setSearch] = useSearchParams();
  const verdict = search.get("verdict");
  const filter: SubmissionFilter = {
    user: "me",
    problem: search.get("problem") ?? undefined,
    verdict: isVerdict(verdict) ? verdict : undefined,
  };
  const query = useInfiniteQuery(submissionListQuery(filter));
  const titles = useQuery(problemTitlesQuery).data ?? NO_TITLES;
  const filtered = filter.problem !== undefined || filter.verdict !== undefined;
  const change = (name: string, value: string) => {
    const after = new URLSearchParams(search);
    if (value === "") after.delete(name);
    else after.set(name, value);
    setSearch(after, { replace: true });
  };
  const empty = filtered ? (
    <Empty
      title="No submission matches"
      action={<Button onClick={() => setSearch({}, { replace: true })}>Clear filters</Button>}
    >
      You have no submission to this problem with this verdict.
    </Empty>
  ) : (
    <Empty title="No submissions yet" action={<ButtonLink to="/problems">Choose a problem</ButtonLink>}>
      What you submit is listed here with its verdict.
    </Empty>
  );
  return (
    <Page title="My submissions">
      <div className={styles.filters}>
        <ProblemSelect titles={titles} chosen={filter.problem} onChange={(slug) => change("problem", slug)} />
        <SelectField
          label="Verdict"
          bare
          value={filter.verdict ?? ""}
          onChange={(event) => change("verdict", event.target.value)}
        >
          <option value="">Any verdict</option>
          {VERDICTS.map((one) => (
            <option key={one} value={one}>
              {VERDICT_WORDS[one].name}
            </option>
          ))}
        </SelectField>
      </div>
      <PagedList query={query} what="submissions" empty={empty}>
        {(rows) => <SubmissionTable rows={rows} titles={titles} />}
      </PagedList>
    </Page>
  );
}

interface ProblemSelectProps {
  titles: ReadonlyMap<string, string>;
  chosen: string | undefined;
  onChange: (slug: string) => void;
}

function ProblemSelect({ titles, chosen, onChange }: ProblemSelectProps) {
  return (
    <SelectField label="Problem" bare value={chosen ?? ""} onChange={(event) => onChange(event.target.value)}>
      <option value="">All problems</option>
      {chosen !== undefined && !titles.has(chosen) && <option value={chosen}>{chosen}</option>}
      {[...titles].map(([slug, title]) => (
        <option key={slug} value={slug}>
          {title}
        </option>
      ))}
    </SelectField>
  );
}
