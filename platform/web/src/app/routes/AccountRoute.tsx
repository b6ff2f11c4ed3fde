import { useNavigate } from "react-router";
import styles from "@/app/routes/AccountRoute.module.css";
import { TokenForm } from "@/features/account/TokenForm.tsx";
import { TokenList } from "@/features/account/TokenList.tsx";
import { useLogout, useMe } from "@/features/session/queries.ts";
import { Button } from "@/ui/Button.tsx";
import { Page } from "@/ui/Page.tsx";
import { Notice } from "@/ui/states.tsx";

export default function AccountRoute() {
  const me = useMe();
  const logout = useLogout();
  const navigate = useNavigate();
  return (
    <Page
      title="Account"
      lead={
        <>
          Signed in as <strong>{me?.username}</strong>, role {me?.role}
        </>
      }
      actions={
        <Button busy={logout.isPending} onClick={() => logout.mutate(undefined, { onSuccess: () => navigate("/") })}>
          Log out
        </Button>
      }
    >
      {logout.error && <Notice tone="error">{logout.error.message}</Notice>}
      <section className={styles.section} aria-labelledby="tokens">
        <h2 id="tokens">Personal access tokens</h2>
        <p className={styles.lead}>
          For programs that use the API in your name, sent as <code>Authorization: Bearer TOKEN</code>.
        </p>
        <TokenForm />
        <TokenList />
      </section>
    </Page>
  );
}
