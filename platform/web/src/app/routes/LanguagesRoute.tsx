import { useQuery } from "@tanstack/react-query";
import type { Language } from "@/api/schema.ts";
import { LanguageTable } from "@/features/languages/LanguageTable.tsx";
import { languagesQuery } from "@/features/languages/queries.ts";
import { useMe } from "@/features/session/queries.ts";
import { RejudgeButton } from "@/features/submissions/rejudge/RejudgeButton.tsx";
import { Loaded } from "@/ui/Loaded.tsx";
import { Page } from "@/ui/Page.tsx";
import { BoneRows, Empty, Loading } from "@/ui/states.tsx";

const rejudge = ({ id, name }: Language) => (
  <RejudgeButton small scope={{ language: id }} label={`Rejudge all of ${name}`} />
);

export default function LanguagesRoute() {
  const query = useQuery(languagesQuery);
  const me = useMe();
  const bones = (
    <Loading label="Loading languages">
      <BoneRows rows={4} />
    </Loading>
  );
  return (
    <Page title="Languages" lead="What the judge compiles and runs, with the version that is installed.">
      <Loaded query={query} failed="The languages could not be loaded" loading={bones}>
        {(languages) =>
          languages.length > 0 ? (
            <LanguageTable languages={languages} actions={me?.role === "admin" ? rejudge : null} />
          ) : (
            <Empty title="No languages">No language plugin is installed.</Empty>
          )
        }
      </Loaded>
    </Page>
  );
}
