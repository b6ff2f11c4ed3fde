import { address, call, type QueryValue } from "@/api/client.ts";
import type {
  AcceptedRun,
  AcceptedSubmission,
  AccessToken,
  BoardRow,
  CreatedAccessToken,
  Credentials,
  IdeSession,
  ImportReport,
  Language,
  NewAccessToken,
  NewProject,
  NewRun,
  NewSubmission,
  OperationsHistory,
  OperationsNow,
  Page,
  ParkedItem,
  ProblemDetail,
  ProblemSummary,
  Project,
  Rejudge,
  RejudgeDetail,
  RejudgeScope,
  RunResult,
  Session,
  StartedImport,
  Submission,
  SubmissionSummary,
  Verdict,
} from "@/api/schema.ts";

/** A place in a list: the cursor of the page wanted, null for the first. */
export interface Paging {
  after: string | null;
  limit?: number;
}

export interface ProblemFilter {
  query?: string | undefined;
  tag?: string | undefined;
  difficulty?: string | undefined;
}

export interface SubmissionFilter {
  user?: string | undefined;
  problem?: string | undefined;
  verdict?: Verdict | undefined;
}

const at = encodeURIComponent;

function paged(filter: object, paging: Paging): Record<string, QueryValue> {
  return { ...filter, after: paging.after, limit: paging.limit };
}

export const auth = {
  me: (signal?: AbortSignal) => call<Session>("/me", { signal }),
  login: (json: Credentials) => call<Session>("/auth/login", { method: "POST", json }),
  register: (json: Credentials) => call<Session>("/auth/register", { method: "POST", json }),
  logout: () => call<void>("/auth/logout", { method: "POST" }),
};

export const tokens = {
  list: (paging: Paging, signal?: AbortSignal) =>
    call<Page<AccessToken>>("/me/tokens", { query: paged({}, paging), signal }),
  create: (json: NewAccessToken, idempotencyKey: string) =>
    call<CreatedAccessToken>("/me/tokens", { method: "POST", json, idempotencyKey }),
  revoke: (id: string) => call<void>(`/me/tokens/${at(id)}`, { method: "DELETE" }),
};

export const languages = {
  list: (signal?: AbortSignal) => call<{ items: Language[] }>("/languages", { signal }),
};

export const problems = {
  list: (filter: ProblemFilter, paging: Paging, signal?: AbortSignal) =>
    call<Page<ProblemSummary>>("/problems", { query: paged(filter, paging), signal }),
  get: (slug: string, signal?: AbortSignal) => call<ProblemDetail>(`/problems/${at(slug)}`, { signal }),
  /** `force` publishes also when the package's own submissions do not get the verdicts it expects. */
  upload: (blob: Blob, options: { slug: string; force: boolean }, idempotencyKey: string) => {
    const query = { slug: options.slug, force: options.force ? true : undefined };
    return call<StartedImport>("/problems", { method: "POST", blob, query, idempotencyKey });
  },
  remove: (slug: string) => call<void>(`/problems/${at(slug)}`, { method: "DELETE" }),
};

export const imports = {
  get: (id: string, signal?: AbortSignal) => call<ImportReport>(`/imports/${at(id)}`, { signal }),
};

export const operations = {
  now: (signal?: AbortSignal) => call<OperationsNow>("/operations/now", { signal }),
  history: (signal?: AbortSignal) => call<OperationsHistory>("/operations/history", { signal }),
  parked: (paging: Paging, signal?: AbortSignal) =>
    call<Page<ParkedItem>>("/operations/parked", { query: paged({}, paging), signal }),
  replay: (id: string) =>
    call<{ id: string; state: string }>(`/operations/parked/${at(id)}/replay`, { method: "POST" }),
  discard: (id: string) => call<void>(`/operations/parked/${at(id)}`, { method: "DELETE" }),
};

export const submissions = {
  create: (json: NewSubmission, idempotencyKey: string) =>
    call<AcceptedSubmission>("/submissions", { method: "POST", json, idempotencyKey }),
  get: (id: string, signal?: AbortSignal) => call<Submission>(`/submissions/${at(id)}`, { signal }),
  list: (filter: SubmissionFilter, paging: Paging, signal?: AbortSignal) =>
    call<Page<SubmissionSummary>>("/submissions", { query: paged(filter, paging), signal }),
  eventsPath: (id: string) => `/submissions/${at(id)}/events`,
};

export const rejudges = {
  start: (json: RejudgeScope, idempotencyKey: string) =>
    call<{ rejudgeId: string }>("/rejudges", { method: "POST", json, idempotencyKey }),
  count: (scope: RejudgeScope, signal?: AbortSignal) =>
    call<{ submissions: number }>("/rejudges/count", { query: { ...scope }, signal }),
  list: (paging: Paging, signal?: AbortSignal) =>
    call<Page<Rejudge>>("/rejudges", { query: paged({}, paging), signal }),
  get: (id: string, differing: boolean, paging: Paging, signal?: AbortSignal) =>
    call<RejudgeDetail>(`/rejudges/${at(id)}`, {
      query: paged({ differing: differing ? true : undefined }, paging),
      signal,
    }),
  /** All results, or those of these submissions. */
  apply: (id: string, chosen: readonly string[] | null) =>
    call<Rejudge>(`/rejudges/${at(id)}/apply`, { method: "POST", json: { submissions: chosen ?? undefined } }),
  cancel: (id: string) => call<Rejudge>(`/rejudges/${at(id)}/cancel`, { method: "POST" }),
  revert: (id: string) => call<Rejudge>(`/rejudges/${at(id)}/revert`, { method: "POST" }),
};

export const runs = {
  /** Waits for the result, 30 s at most; a run that still waits then comes back with its id alone. */
  runAndWait: (json: NewRun, idempotencyKey: string, signal?: AbortSignal) =>
    call<RunResult | AcceptedRun>("/runs", { method: "POST", json, query: { wait: true }, idempotencyKey, signal }),
  get: (id: string, signal?: AbortSignal) => call<RunResult>(`/runs/${at(id)}`, { signal }),
};

export const leaderboard = {
  page: (aroundMe: boolean, paging: Paging, signal?: AbortSignal) =>
    call<Page<BoardRow>>("/leaderboard", {
      query: paged({ around: aroundMe && paging.after === null ? "me" : undefined }, paging),
      signal,
    }),
};

export const projects = {
  list: (paging: Paging, signal?: AbortSignal) =>
    call<Page<Project>>("/projects", { query: paged({}, paging), signal }),
  get: (id: string, signal?: AbortSignal) => call<Project>(`/projects/${at(id)}`, { signal }),
  create: (json: NewProject, idempotencyKey: string) =>
    call<Project>("/projects", { method: "POST", json, idempotencyKey }),
  /** A project of the files of a submission; asking again gives the one that was made first. */
  ofSubmission: (submission: string, idempotencyKey: string) =>
    call<Project>(`/submissions/${at(submission)}/project`, { method: "POST", idempotencyKey }),
  rename: (id: string, name: string) => call<Project>(`/projects/${at(id)}`, { method: "PATCH", json: { name } }),
  /** Ends its session too. */
  remove: (id: string) => call<void>(`/projects/${at(id)}`, { method: "DELETE", query: { stop: true } }),
  archivePath: (id: string) => address(`/projects/${at(id)}/archive`),
  /** One file as it is now, whatever its size. */
  filePath: (id: string, path: string) => address(`/projects/${at(id)}/file`, { path }),
  /** Unpacks a zip over the files that are there. */
  unpack: (id: string, blob: Blob) => call<Project>(`/projects/${at(id)}/files/zip`, { method: "POST", blob }),
};

export const ideSessions = {
  /** Starts one, or gives the one that lives. */
  open: (project: string) =>
    call<{ session: IdeSession }>(`/projects/${at(project)}/session`, { method: "POST" }).then(
      ({ session }) => session,
    ),
  get: (id: string, signal?: AbortSignal) => call<IdeSession>(`/sessions/${at(id)}`, { signal }),
  ticket: (id: string) => call<{ ticket: string }>(`/sessions/${at(id)}/ticket`, { method: "POST" }),
  /** An address that is good once: it leaves the browser with access to the port's host, and goes on to the path. */
  preview: (id: string, port: number, path: string) =>
    call<{ url: string }>(`/sessions/${at(id)}/preview`, { method: "POST", json: { port, path } }),
  /** Says that somebody is still there: puts off the end of an idle session. */
  keepAlive: (id: string) => call<IdeSession>(`/sessions/${at(id)}/keep-alive`, { method: "POST" }),
  stop: (id: string) => call<IdeSession>(`/sessions/${at(id)}`, { method: "DELETE" }),
  eventsPath: (id: string) => `/sessions/${at(id)}/events`,
  socketPath: (id: string) => address(`/sessions/${at(id)}/connect`),
};
