/**
 * Where to go after signing in. Only a path of this site: `//host` and `/\host` are addresses of other sites to a
 * browser, and would make the sign-in page a redirector for phishing.
 */
export function safeReturnPath(path: string | null): string {
  return path !== null && /^\/(?![/\\])/.test(path) && !path.startsWith("/sign-in") && !path.startsWith("/register")
    ? path
    : "/";
}
