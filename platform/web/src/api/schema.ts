/**
 * The shapes of the HTTP API, in one place: what `/api/v1` sends and takes. Times are integer milliseconds, sizes are
 * integer bytes, instants are ISO-8601 in UTC.
 */

export type Role = "user" | "setter" | "admin";

export interface User {
  id: string;
  username: string;
  role: Role;
}

export interface Session {
  user: User;
}

export interface Credentials {
  username: string;
  password: string;
}

/** A page of a list; `next` is the cursor to pass as `after`, null on the last page. */
export interface Page<T> {
  items: T[];
  next: string | null;
}

/** RFC 9457, with the fields at fault. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  errors?: FieldError[];
}

export interface FieldError {
  field: string;
  message: string;
}

export interface AccessToken {
  id: string;
  name: string;
  createdAt?: string | null;
  expiresAt?: string | null;
  lastUsedAt?: string | null;
}

export interface NewAccessToken {
  name: string;
  expiresAt?: string;
}

/** The answer to creating a token: the only time the secret is seen. */
export interface CreatedAccessToken {
  id: string;
  token: string;
}

export interface Language {
  id: string;
  name: string;
  version: string | null;
  extensions: string[];
  editorMode: string;
  /** What the one file of a program written in the editor is called, such as `Main.java`. */
  starterPath?: string;
  templates: { id: string; name: string; description: string }[];
  /** Absent means available. */
  available?: boolean;
  unavailableReason?: string | null;
}

export interface ProblemSummary {
  slug: string;
  title: string;
  difficulty: string | null;
  tags: string[];
  /** Accepted submissions by all judged ones, 0 to 1; null while nobody has submitted. */
  acceptance: number | null;
  solvedByMe: boolean;
}

export interface Sample {
  input: string;
  answer: string;
  /** In place of both: a log of what is said, a line each, `<` by the validator, `>` by the program, `---` between passes. */
  interaction?: string | null;
}

export interface Limits {
  timeMs: number;
  memoryBytes: number;
  outputBytes: number;
}

export type ProblemKind = "batch" | "interactive" | "multi-pass" | "scoring";

export interface ProblemDetail {
  slug: string;
  title: string;
  /** Sanitized HTML; math is `<span class="math inline">` and `<div class="math display">` holding LaTeX source. */
  statementHtml: string | null;
  /** Where the statement is a PDF: the address it is served at. */
  statementPdfUrl?: string | null;
  samples: Sample[];
  limits: Limits;
  /** Ids of the languages the problem may be solved in. */
  languages: string[];
  starterCode: Record<string, string>;
  kind: ProblemKind;
  difficulty?: string | null;
  tags?: string[];
  /** How many tests a submission runs on. */
  testCount?: number;
}

export const STATES = ["queued", "compiling", "running", "judged"] as const;
export type SubmissionState = (typeof STATES)[number];

export const VERDICTS = [
  "accepted",
  "wrong-answer",
  "time-limit-exceeded",
  "memory-limit-exceeded",
  "output-limit-exceeded",
  "run-time-error",
  "compile-error",
  "judge-error",
] as const;
export type Verdict = (typeof VERDICTS)[number];

export interface SourceFile {
  path: string;
  content: string;
}

/** As the API gives a file back: bytes that are not UTF-8 come in base64. */
export interface StoredFile {
  path: string;
  content?: string | null;
  contentBase64?: string | null;
}

export interface NewSubmission {
  problem: string;
  language: string;
  files: SourceFile[];
  entryPoint?: string;
}

export interface AcceptedSubmission {
  id: string;
  state: SubmissionState;
}

export interface TestResult {
  number: number;
  group: string | null;
  sample: boolean;
  verdict: Verdict;
  timeMs: number | null;
  wallMs: number | null;
  memoryBytes: number | null;
  message: string | null;
  /** Where the problem is scored. */
  score?: number | null;
  /** What the validator says to those who make problems; nobody else gets it. */
  judgeMessage?: string | null;
}

export interface SubmissionSummary {
  id: string;
  /** Null for a program run on its sender's own input. */
  problem: string | null;
  username?: string | null;
  language: string;
  state: SubmissionState;
  verdict: Verdict | null;
  score: number | null;
  timeMs: number | null;
  memoryBytes: number | null;
  createdAt: string;
  judgedAt: string | null;
}

/** How a verdict came about: at first, by an applied rejudge, or by taking that back. */
export type VerdictOrigin = "judged" | "rejudged" | "reverted";

export interface PastVerdict {
  attempt: number;
  verdict: Verdict;
  score: number | null;
  judgedAt: string;
  why: VerdictOrigin;
}

export interface Submission extends SubmissionSummary {
  compilerOutput: string | null;
  /** How many tests the problem has; null until known. */
  testCount: number | null;
  tests: TestResult[];
  attempt: number;
  /** Every verdict it has had, the first one first; empty for others than the owner and setters. */
  history?: PastVerdict[];
  /** Only for the owner and for setters. */
  files?: StoredFile[] | null;
}

export interface NewRun {
  language: string;
  files: SourceFile[];
  stdin: string;
  limits?: Pick<Limits, "timeMs" | "memoryBytes">;
}

export interface AcceptedRun {
  id: string;
}

/** What the operating system reported of a run; unlike a verdict it says nothing of the output being right. */
export interface RunResult {
  id: string;
  state: SubmissionState;
  compilerOutput: string | null;
  stdout: string | null;
  stderr: string | null;
  exitCode: number | null;
  signal: number | null;
  /** `ok`, or the name of the verdict that such an end would have been. */
  outcome: string | null;
  timeMs: number | null;
  memoryBytes: number | null;
}

export interface BoardRow {
  rank: number;
  username: string;
  solved: number;
  score: number;
  lastAcceptedAt: string | null;
}

/** What is judged again: one submission, all for a problem, all in a language, or those of both. */
export interface RejudgeScope {
  submission?: string;
  problem?: string;
  language?: string;
}

export type RejudgeState = "running" | "ready" | "applied" | "cancelled" | "reverted";

export interface Rejudge {
  id: string;
  submission: string | null;
  problem: string | null;
  language: string | null;
  /** By which version of the problem: that of the day, or the one of the verdict at hand. */
  version: "current" | "same";
  state: RejudgeState;
  total: number;
  judged: number;
  differing: number;
  /** Those that could not be judged, by a fault of ours. */
  failed: number;
  applied: number;
  by: string;
  createdAt: string;
  settledAt: string | null;
  settledBy: string | null;
}

export interface RejudgeResult {
  verdict: Verdict;
  score: number | null;
  timeMs: number | null;
  memoryBytes: number | null;
}

export interface Rejudged {
  submission: string;
  username: string;
  problem: string;
  language: string;
  state: SubmissionState | "cancelled";
  before: RejudgeResult;
  after: RejudgeResult | null;
  differs: boolean;
  applied: boolean;
}

export interface VerdictChange {
  from: Verdict;
  to: Verdict;
  count: number;
}

export interface RejudgeDetail extends Rejudge {
  /** The most frequent first. */
  changes: VerdictChange[];
  /** A page of its submissions, those that differ first. */
  items: Rejudged[];
  next: string | null;
}

export interface StartedImport {
  slug: string;
  importId: string;
}

export interface ImportMessage {
  level: "info" | "warning" | "error";
  text: string;
}

export interface ImportedSubmission {
  path: string;
  language: string | null;
  expected: Verdict[];
  verdict: Verdict | null;
  agrees: boolean | null;
}

export interface ImportReport {
  state: "running" | "done" | "failed";
  messages: ImportMessage[];
  submissions: ImportedSubmission[];
}

/** One lane and language. */
export interface QueueLine {
  lane: string;
  language: string;
  /** In the database, not yet given to the broker. */
  backlog: number;
  /** Given to the broker, not yet claimed. */
  released: number;
  judging: number;
  /** Age of the oldest that no judge has claimed; 0 when there is none. */
  oldestMs: number;
  /** In the broker's queue, given to nobody yet. */
  messages: number;
  consumers: number;
}

/** One lane in the last minute. */
export interface LaneFlow {
  lane: string;
  waiting: number;
  judging: number;
  oldestMs: number;
  /** How many waited the times given. */
  claimed: number;
  waitP50Ms: number;
  waitP95Ms: number;
  verdictsPerMinute: number;
}

export interface JudgeState {
  worker: string;
  slots: number;
  busy: number;
  /** Of its runner's sandbox; empty while that is not ready. */
  mode: string;
  languages: string[];
  since: string;
}

export interface OperationsReading {
  at: string;
  /** What could not be asked then: `broker`, `judges`. Its figures are missing, not zero. */
  unknown: string[];
  lines: QueueLine[];
  lanes: LaneFlow[];
  judges: JudgeState[];
  slots: number;
  busy: number;
  verdictsPerMinute: number;
  outbox: { messages: number; oldestMs: number };
  /** By kind; a kind of which nothing waits is left out. */
  parked: Record<string, number>;
  deadLetters: number;
  imports: number;
  rejudges: number;
  /** Background jobs by state. */
  jobs: Record<string, number>;
}

/** How things are; both null when there was no reading lately. */
export interface OperationsNow {
  ageMs: number | null;
  reading: OperationsReading | null;
}

export interface OperationsPoint {
  at: string;
  lanes: { lane: string; waiting: number; waitP50Ms: number; waitP95Ms: number }[];
  verdictsPerMinute: number;
  slots: number;
  busy: number;
}

/** The last hour, the oldest first. */
export interface OperationsHistory {
  everyMs: number;
  points: OperationsPoint[];
}

export interface ParkedItem {
  id: string;
  kind: "message" | "submission" | "rejudgement";
  reason: string;
  attempts: number;
  parkedAt: string;
  submission: string | null;
  rejudge: string | null;
  problem: string | null;
  language: string | null;
  lane: string | null;
  user: string | null;
  queue: string | null;
  payload: string | null;
  payloadBytes: number | null;
}

/** The events of `GET /submissions/{id}/events`, by their SSE name. */
export type SubmissionEvent =
  | { type: "state"; data: { state: SubmissionState } }
  | { type: "compiled"; data: { ok: boolean; compilerOutput: string | null } }
  | { type: "test"; data: TestResult & { total: number | null } }
  | {
      type: "verdict";
      data: {
        verdict: Verdict;
        score: number | null;
        timeMs: number | null;
        memoryBytes: number | null;
        judgedAt?: string | null;
      };
    };

/** A command of a project, started by the Run button of its session and its neighbours. */
export interface ProjectTask {
  id: string;
  label: string;
  command: string;
  /** Whether it goes on until it is ended, listening at a port. */
  serves: boolean;
}

export const PHASES = ["requested", "starting", "running", "stopping", "stopped", "failed"] as const;
export type Phase = (typeof PHASES)[number];

export interface Project {
  id: string;
  name: string;
  language: string;
  /** What it was made from, such as `python/console`; null for a submission or nothing. */
  template: string | null;
  tasks: ProjectTask[];
  revision: number;
  files: number;
  bytes: number;
  createdAt: string;
  changedAt: string;
  openedAt: string | null;
  /** The session that is not over, if there is one. */
  session: { id: string; phase: Phase } | null;
}

/** Made from a template, or without files in a language. */
export type NewProject = { name: string; template: string } | { name: string; language: string };

export interface Condition {
  name: string;
  since: string;
  done: boolean;
  message: string;
}

/** A session of the IDE. */
export interface IdeSession {
  id: string;
  project: string;
  phase: Phase;
  conditions: Condition[];
  /** Why it stopped or failed. */
  reason?: string | null;
  /** Where its WebSocket is. */
  url: string | null;
  previewUrlPattern: string | null;
  /** When it stops if nobody uses it, and when it stops in any case. */
  idleAt: string | null;
  endsAt: string | null;
}
