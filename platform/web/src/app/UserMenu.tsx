import { ChevronDown } from "lucide-react";
import { useNavigate } from "react-router";
import type { User } from "@/api/schema.ts";
import { useLogout } from "@/features/session/queries.ts";
import { Menu, MenuButton, MenuLink } from "@/ui/Menu.tsx";

export function UserMenu({ user }: { user: User }) {
  const logout = useLogout();
  const navigate = useNavigate();
  return (
    <Menu
      label={`Account of ${user.username}`}
      trigger={
        <>
          {user.username} <ChevronDown size={14} aria-hidden="true" />
        </>
      }
    >
      <MenuLink to="/account">Account</MenuLink>
      <MenuLink to="/submissions">My submissions</MenuLink>
      <MenuButton onClick={() => logout.mutate(undefined, { onSuccess: () => navigate("/") })}>Log out</MenuButton>
    </Menu>
  );
}
