import { Link, Navigate, useNavigate, useSearchParams } from "react-router";
import { EnterForm } from "@/features/session/EnterForm.tsx";
import { useMe } from "@/features/session/queries.ts";
import { safeReturnPath } from "@/lib/returnPath.ts";
import { Page } from "@/ui/Page.tsx";

export function SignInRoute() {
  return <Enter how="login" />;
}

export function RegisterRoute() {
  return <Enter how="register" />;
}

function Enter({ how }: { how: "login" | "register" }) {
  const me = useMe();
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const next = safeReturnPath(search.get("next"));
  const other = search.size > 0 ? `?${search}` : "";
  if (me !== null) return <Navigate to={next} replace />;
  const form = <EnterForm how={how} onDone={() => navigate(next, { replace: true })} />;
  return how === "login" ? (
    <Page
      title="Sign in"
      narrow
      lead={
        <>
          New here? <Link to={`/register${other}`}>Register</Link>
        </>
      }
    >
      {form}
    </Page>
  ) : (
    <Page
      title="Register"
      narrow
      lead={
        <>
          Have an account? <Link to={`/sign-in${other}`}>Sign in</Link>
        </>
      }
    >
      {form}
    </Page>
  );
}
