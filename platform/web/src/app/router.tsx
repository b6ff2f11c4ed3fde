import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { createBrowserRouter, Navigate } from "react-router";
import { Frame } from "@/app/Frame.tsx";
import { RequireUser } from "@/app/RequireUser.tsx";
import { RegisterRoute, SignInRoute } from "@/app/routes/EnterRoutes.tsx";
import { ErrorRoute, NotFoundRoute } from "@/app/routes/errors.tsx";
import ProblemsRoute from "@/app/routes/ProblemsRoute.tsx";
import { Shell } from "@/app/Shell.tsx";

function page(load: () => Promise<{ default: ComponentType }>): ReactNode {
  const Route = lazy(load);
  return <Route />;
}

const problem = page(() => import("@/app/routes/problem/ProblemRoute.tsx"));
const submission = page(() => import("@/app/routes/SubmissionRoute.tsx"));
const submissions = page(() => import("@/app/routes/SubmissionsRoute.tsx"));
const leaderboard = page(() => import("@/app/routes/LeaderboardRoute.tsx"));
const languages = page(() => import("@/app/routes/LanguagesRoute.tsx"));
const projects = page(() => import("@/app/routes/ProjectsRoute.tsx"));
const ide = page(() => import("@/app/routes/IdeRoute.tsx"));
const account = page(() => import("@/app/routes/AccountRoute.tsx"));
const rejudges = page(() => import("@/app/routes/RejudgesRoute.tsx"));
const rejudge = page(() => import("@/app/routes/RejudgeRoute.tsx"));
const operations = page(() => import("@/app/routes/OperationsRoute.tsx"));
const manage = page(() => import("@/app/routes/ManageRoute.tsx"));

export function createRouter() {
  return createBrowserRouter([
    {
      // A window of its own, without the shell.
      path: "ide/:projectId",
      element: (
        <Frame>
          <RequireUser>
            <Suspense>{ide}</Suspense>
          </RequireUser>
        </Frame>
      ),
      errorElement: <ErrorRoute />,
    },
    {
      element: (
        <Frame>
          <Shell />
        </Frame>
      ),
      errorElement: <ErrorRoute />,
      children: [
        {
          errorElement: <ErrorRoute />,
          children: [
            { index: true, element: <Navigate to="/problems" replace /> },
            { path: "problems", element: <ProblemsRoute /> },
            { path: "problems/:slug", element: problem },
            { path: "submissions", element: <RequireUser>{submissions}</RequireUser> },
            { path: "submissions/:id", element: <RequireUser>{submission}</RequireUser> },
            { path: "projects", element: <RequireUser>{projects}</RequireUser> },
            { path: "leaderboard", element: leaderboard },
            { path: "languages", element: languages },
            { path: "account", element: <RequireUser>{account}</RequireUser> },
            { path: "rejudges", element: <RequireUser setter>{rejudges}</RequireUser> },
            { path: "rejudges/:id", element: <RequireUser setter>{rejudge}</RequireUser> },
            { path: "operations", element: <RequireUser admin>{operations}</RequireUser> },
            { path: "manage", element: <RequireUser setter>{manage}</RequireUser> },
            { path: "sign-in", element: <SignInRoute /> },
            { path: "register", element: <RegisterRoute /> },
            { path: "*", element: <NotFoundRoute /> },
          ],
        },
      ],
    },
  ]);
}
