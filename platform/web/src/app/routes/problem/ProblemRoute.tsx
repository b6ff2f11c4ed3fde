import { useQuery } from "@tanstack/react-query";
import { useParams } from "react-router";
import styles from "@/app/routes/problem/ProblemRoute.module.css";
import { Workbench } from "@/app/routes/problem/Workbench.tsx";
import { languagesQuery } from "@/features/languages/queries.ts";
import { problemQuery } from "@/features/problems/queries.ts";
import { Loaded } from "@/ui/Loaded.tsx";
import { useTitle } from "@/ui/Page.tsx";
import { Bone, Loading } from "@/ui/states.tsx";

export default function ProblemRoute() {
  const { slug = "" } = useParams();
  const problem = useQuery(problemQuery(slug));
  const languages = useQuery(languagesQuery);
  useTitle(problem.data?.title ?? "Problem");
  const waiting = <Waiting />;
  return (
    <div className={problem.data && languages.data ? styles.bench : styles.plain}>
      <Loaded query={problem} failed="The problem could not be loaded" loading={waiting}>
        {(loaded) => (
          <Loaded query={languages} failed="The languages could not be loaded" loading={waiting}>
            {(known) => <Workbench key={loaded.slug} problem={loaded} languages={known} />}
          </Loaded>
        )}
      </Loaded>
    </div>
  );
}

function Waiting() {
  return (
    <Loading label="Loading problem">
      <div className={styles.bones}>
        <Bone width="60%" height="2.25rem" />
        <Bone width="40%" />
        <Bone height="9rem" />
        <Bone height="9rem" />
      </div>
    </Loading>
  );
}
