import { isRouteErrorResponse, useRouteError } from "react-router";
import { Button, ButtonLink } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { Empty, Failure } from "@/ui/states.tsx";

export function NotFoundRoute() {
  return (
    <Page title="Page not found">
      <Empty title="There is nothing at this address" action={<ButtonLink to="/problems">To the problems</ButtonLink>}>
        It may have been mistyped, or what was here is gone.
      </Empty>
    </Page>
  );
}

/** What stands in place of a page that failed. After a new release the parts an open page asks for may be gone. */
export function ErrorRoute() {
  const error = useRouteError();
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundRoute />;
  const shown = error instanceof Error ? error : new Error("The page failed.");
  return (
    <Page title="Something went wrong">
      <Failure title="The page could not be shown" error={shown} />
      <Button onClick={() => location.reload()}>Reload the page</Button>
    </Page>
  );
}
