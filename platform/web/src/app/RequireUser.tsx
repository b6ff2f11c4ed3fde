import type { ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { canManage, useMe } from "@/features/session/queries.ts";
import { Empty } from "@/ui/states.tsx";

interface RequireUserProps {
  children: ReactNode;
  setter?: boolean;
  admin?: boolean;
}

/** Leads to the sign-in page, and from there back to where one wanted to go. */
export function RequireUser({ children, setter = false, admin = false }: RequireUserProps) {
  const me = useMe();
  const { pathname, search } = useLocation();
  if (me === null) return <Navigate to={`/sign-in?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (setter && !canManage(me)) {
    return <Empty title="Only for setters">Ask an administrator for the role of a setter to manage problems.</Empty>;
  }
  if (admin && me.role !== "admin") {
    return <Empty title="Only for administrators">Ask one of them for that role.</Empty>;
  }
  return children;
}
