import { Suspense, useEffect, useRef } from "react";
import { Link, NavLink, Outlet, ScrollRestoration, useLocation, useNavigation } from "react-router";
import styles from "@/app/Shell.module.css";
import { UserMenu } from "@/app/UserMenu.tsx";
import { canManage, useMe } from "@/features/session/queries.ts";
import { cx } from "@/lib/cx.ts";
import { ButtonLink } from "@/ui/Button.tsx";
import { BoneRows, Loading } from "@/ui/states.tsx";
import { ThemeSwitch } from "@/ui/ThemeSwitch.tsx";

/** The frame of every page. A workbench page fills the window and goes without the footer. */
export function Shell() {
  const { pathname } = useLocation();
  const workbench = /^\/problems\/[^/]+$/.test(pathname);
  const moving = useNavigation().state !== "idle";
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    // Another page: the keyboard and the screen reader go on at its beginning, not at the link that led here.
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to content
      </a>
      <Header />
      {moving && <div className={styles.progress} aria-hidden="true" />}
      <main ref={main} id="main" tabIndex={-1} className={cx(styles.main, workbench && styles.full)}>
        <Suspense
          fallback={
            <Loading label="Loading page">
              <div className={styles.wait}>
                <BoneRows />
              </div>
            </Loading>
          }
        >
          <Outlet />
        </Suspense>
      </main>
      {!workbench && <Footer />}
      <ScrollRestoration />
    </>
  );
}

function Header() {
  const me = useMe();
  const { pathname, search } = useLocation();
  const here =
    pathname === "/sign-in" || pathname === "/register" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <header className={styles.header}>
      <Link to="/" className={styles.brand}>
        <Mark />
        <span>CodeArena</span>
      </Link>
      <nav aria-label="Main" className={styles.nav}>
        <NavLink to="/problems">Problems</NavLink>
        <NavLink to="/submissions">Submissions</NavLink>
        {me !== null && <NavLink to="/projects">Projects</NavLink>}
        <NavLink to="/leaderboard">Leaderboard</NavLink>
        <NavLink to="/languages">Languages</NavLink>
        {canManage(me) && <NavLink to="/manage">Manage</NavLink>}
      </nav>
      <div className={styles.tools}>
        <ThemeSwitch />
        {me === null ? (
          <ButtonLink small kind="primary" to={`/sign-in${here}`}>
            Sign in
          </ButtonLink>
        ) : (
          <UserMenu user={me} />
        )}
      </div>
    </header>
  );
}

/** Nine tests, the last one still open. */
function Mark() {
  return (
    <svg viewBox="0 0 22 22" width="20" height="20" aria-hidden="true" className={styles.mark}>
      {[0, 8, 16].flatMap((y) =>
        [0, 8, 16].map((x) => {
          const last = x === 16 && y === 16;
          return last ? (
            <rect
              key={`${x}-${y}`}
              x={x + 0.75}
              y={y + 0.75}
              width="4.5"
              height="4.5"
              rx="1"
              className={styles.pending}
            />
          ) : (
            <rect key={`${x}-${y}`} x={x} y={y} width="6" height="6" rx="1.25" />
          );
        }),
      )}
    </svg>
  );
}

function Footer() {
  return (
    <footer className={styles.footer}>
      <span>CodeArena {__APP_VERSION__}</span>
      <a href="/openapi">API</a>
    </footer>
  );
}
