import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { AccessToken } from "@/api/schema.ts";
import { tokenListQuery, useRevokeToken } from "@/features/account/queries.ts";
import { formatDate } from "@/lib/format.ts";
import { Ago } from "@/ui/Ago.tsx";
import { Button } from "@/ui/Button.tsx";
import { type Column, DataTable } from "@/ui/DataTable.tsx";
import { Dialog } from "@/ui/Dialog.tsx";
import { PagedList } from "@/ui/PagedList.tsx";
import { Empty, Notice } from "@/ui/states.tsx";

export function TokenList() {
  const query = useInfiniteQuery(tokenListQuery);
  const [asked, setAsked] = useState<AccessToken | null>(null);
  const columns: Column<AccessToken>[] = [
    { title: "Name", cell: (token) => token.name },
    { title: "Created", minor: true, cell: (token) => <Ago at={token.createdAt} /> },
    { title: "Last used", minor: true, cell: (token) => (token.lastUsedAt ? <Ago at={token.lastUsedAt} /> : "never") },
    { title: "Valid until", cell: (token) => (token.expiresAt ? formatDate(token.expiresAt) : "no end") },
    {
      title: "Revoke",
      cell: (token) => (
        <Button small aria-label={`Revoke ${token.name}`} onClick={() => setAsked(token)}>
          Revoke
        </Button>
      ),
    },
  ];
  const empty = <Empty title="No tokens">A token lets a program or script use the API in your name.</Empty>;
  return (
    <>
      <PagedList query={query} what="tokens" empty={empty}>
        {(rows) => <DataTable caption="Access tokens" columns={columns} rows={rows} keyOf={(token) => token.id} />}
      </PagedList>
      <RevokeDialog token={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function RevokeDialog({ token, onClose }: { token: AccessToken | null; onClose: () => void }) {
  const revoke = useRevokeToken();
  return (
    <Dialog
      title="Revoke this token?"
      open={token !== null}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            kind="danger"
            busy={revoke.isPending}
            onClick={() => token && revoke.mutate(token.id, { onSuccess: onClose })}
          >
            Revoke token
          </Button>
        </>
      }
    >
      <p>Whatever uses “{token?.name}” is refused from now on. This cannot be undone.</p>
      {revoke.error && <Notice tone="error">{revoke.error.message}</Notice>}
    </Dialog>
  );
}
