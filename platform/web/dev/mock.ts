/*
 * The API in memory, for working on the pages without a server: `npm run dev:mock`. It behaves as the contract says,
 * with a judge that takes its time. A program's text decides its fate: it may contain `WRONG`, `SLOW`, `CRASH`, `BROKEN`
 * (does not compile), `BUSY` (429) or `DROP` (its event stream breaks after the third test, and is back 3 s later). Users: ada (admin) and grace (user), any password of 8 characters or more.
 */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Connect, Plugin } from "vite";
import type { RejudgeScope, Submission, TestResult, User, Verdict } from "../src/api/schema.ts";
import { BOARD_NAMES, LANGUAGES, PROBLEMS } from "./content.ts";
import { type Call, mustUser, openStream, page, Refusal, send } from "./http.ts";
import { history, listParked, now, settleParked } from "./operations.ts";
import { makeProjectOf, routeProjects, routeSessions, serveSockets } from "./projects.ts";
import { countOf, decideRejudge, listRejudges, showRejudge, startRejudge } from "./rejudges.ts";

interface SseEvent {
  id: number;
  type: string;
  data: unknown;
}

interface Judged {
  /** When the event stream of a submission that drops it works again. */
  awayUntil: number;
  submission: Submission;
  owner: string;
  events: SseEvent[];
  listeners: Set<(event: SseEvent) => void>;
}

const POLICY =
  "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
  "font-src 'self' data:; frame-src 'self' http://127.0.0.1:*; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'none'";

const users = new Map<string, User>([
  ["ada", { id: "u1", username: "ada", role: "admin" }],
  ["grace", { id: "u2", username: "grace", role: "user" }],
]);
const sessions = new Map<string, User>();
const judged = new Map<string, Judged>();
const tokens: { id: string; name: string; createdAt: string; expiresAt: string | null; lastUsedAt: string | null }[] =
  [];
const imports = new Map<string, number>();
const boardListeners = new Set<() => void>();
const problems = [...PROBLEMS];
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export function mockServer(): Plugin {
  seed();
  return {
    name: "codearena-mock",
    configureServer: ({ middlewares, httpServer }) => {
      serve(middlewares);
      if (httpServer) serveSockets(httpServer);
    },
    // `npm run preview:mock` shows the built app under the server's content security policy.
    configurePreviewServer: ({ middlewares, httpServer }) => {
      middlewares.use((_, res, next) => {
        res.setHeader("Content-Security-Policy", POLICY);
        next();
      });
      serve(middlewares);
      serveSockets(httpServer);
    },
  };
}

function serve(middlewares: Connect.Server): void {
  middlewares.use("/api/v1", (req, res) => {
    handle(req, res).catch((failure: unknown) => refuse(res, failure));
  });
}

async function handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const url = new URL(req.url ?? "/", "http://mock");
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const sid = /(?:^|; )sid=([^;]+)/.exec(req.headers.cookie ?? "")?.[1];
  const user = sid ? (sessions.get(sid) ?? null) : null;
  await sleep(60);
  await route({ req, res, url, user, parts: url.pathname.split("/").filter(Boolean), body: Buffer.concat(chunks) });
}

function refuse(res: ServerResponse, failure: unknown): void {
  const refusal = failure instanceof Refusal ? failure : new Refusal(500, String(failure));
  res.writeHead(refusal.status, { "Content-Type": "application/problem+json", ...refusal.headers });
  res.end(JSON.stringify({ status: refusal.status, detail: refusal.message, errors: refusal.errors }));
}

async function route(call: Call): Promise<void> {
  const { req, res, parts } = call;
  const [head = "", id = "", tail = ""] = parts;
  const key = `${req.method} ${head}`;
  switch (key) {
    case "POST auth":
      return enter(call, id);
    case "GET me":
      return id === "tokens" ? send(res, 200, page(call, tokens)) : send(res, 200, { user: mustUser(call) });
    case "POST me":
      return createToken(call);
    case "DELETE me":
      tokens.splice(
        tokens.findIndex((token) => token.id === tail),
        1,
      );
      return void res.writeHead(204).end();
    case "GET languages":
      return send(res, 200, { items: LANGUAGES });
    case "GET problems":
      return id ? sendProblem(call, id) : listProblems(call);
    case "POST problems":
      return upload(call);
    case "DELETE problems":
      problems.splice(
        problems.findIndex((problem) => problem.slug === id),
        1,
      );
      return void res.writeHead(204).end();
    case "GET imports":
      return sendImport(call, id);
    case "POST submissions":
      return tail === "project" ? makeProjectOf(call, find(id).submission) : submit(call);
    case "GET submissions":
      if (tail === "events") return stream(call, find(id));
      return id ? send(res, 200, find(id).submission) : listSubmissions(call);
    case "POST rejudges":
      return id === "" ? beginRejudge(call) : decide(call, id, tail);
    case "GET rejudges":
      return sendRejudges(call, id);
    case "GET operations":
      mustAdmin(call);
      if (id === "parked") return send(res, 200, page(call, listParked()));
      return send(res, 200, id === "now" ? now() : history());
    case "POST operations":
      mustAdmin(call);
      if (!settleParked(tail)) throw new Refusal(404, `there is nothing parked as ${tail}`);
      return send(res, 200, { id: tail, state: "replayed" });
    case "DELETE operations":
      mustAdmin(call);
      settleParked(tail);
      return void res.writeHead(204).end();
    case "POST runs":
      return run(call);
    case "GET leaderboard":
      return sendBoard(call);
    case "GET events":
      return boardEvents(call);
    case "GET projects":
    case "POST projects":
    case "PATCH projects":
    case "DELETE projects":
      return routeProjects(call);
    case "GET sessions":
    case "POST sessions":
    case "DELETE sessions":
      return routeSessions(call);
    default:
      throw new Refusal(404, `there is nothing at ${call.url.pathname}`);
  }
}

function enter(call: Call, how: string): void {
  if (how === "logout") {
    for (const [sid, user] of sessions) if (user === call.user) sessions.delete(sid);
    call.res.writeHead(204).end();
    return;
  }
  const { username, password } = JSON.parse(call.body.toString());
  if (how === "register") {
    const errors = [];
    if (!/^[a-z0-9_-]{3,32}$/i.test(username)) {
      errors.push({ field: "username", message: "must be 3 to 32 letters, digits, _ or -" });
    }
    if (password.length < 8) errors.push({ field: "password", message: "must have 8 characters or more" });
    if (users.has(username)) errors.push({ field: "username", message: "is taken" });
    if (errors.length > 0) throw new Refusal(400, "the account cannot be made like this", {}, errors);
    users.set(username, { id: randomUUID(), username, role: "user" });
  }
  const user = users.get(username);
  if (!user || password.length < 8) throw new Refusal(401, "username or password is wrong");
  const sid = randomUUID();
  sessions.set(sid, user);
  send(
    call.res,
    how === "register" ? 201 : 200,
    { user },
    { "Set-Cookie": `sid=${sid}; Path=/; HttpOnly; SameSite=Lax` },
  );
}

function createToken(call: Call): void {
  const { name, expiresAt = null } = JSON.parse(call.body.toString());
  const id = randomUUID();
  tokens.unshift({ id, name, createdAt: new Date().toISOString(), expiresAt, lastUsedAt: null });
  send(call.res, 201, { id, token: `ca_${randomUUID().replaceAll("-", "")}` });
}

function solved(user: User | null, slug: string): boolean {
  return [...judged.values()].some(
    ({ owner, submission }) =>
      owner === user?.username && submission.problem === slug && submission.verdict === "accepted",
  );
}

function listProblems(call: Call): void {
  const search = call.url.searchParams;
  const text = (search.get("query") ?? "").toLowerCase();
  const items = problems
    .filter((problem) => problem.title.toLowerCase().includes(text) || problem.slug.includes(text))
    .filter((problem) => !search.has("tag") || problem.tags.includes(search.get("tag") ?? ""))
    .filter((problem) => !search.has("difficulty") || problem.difficulty === search.get("difficulty"))
    .map(({ slug, title, difficulty, tags, acceptance }) => {
      return { slug, title, difficulty, tags, acceptance, solvedByMe: solved(call.user, slug) };
    });
  send(call.res, 200, page(call, items));
}

function sendProblem(call: Call, slug: string): void {
  const problem = problems.find((one) => one.slug === slug);
  if (!problem) throw new Refusal(404, `problem '${slug}' is unknown`);
  send(call.res, 200, problem);
}

function upload(call: Call): void {
  const id = randomUUID();
  imports.set(id, Date.now());
  send(call.res, 202, { slug: call.url.searchParams.get("slug") ?? "uploaded", importId: id });
}

function sendImport(call: Call, id: string): void {
  const age = Date.now() - (imports.get(id) ?? 0);
  const rows = [
    { path: "submissions/accepted/sol.py", language: "python", expected: ["accepted"], verdict: "accepted" },
    { path: "submissions/accepted/sol.java", language: "java", expected: ["accepted"], verdict: "accepted" },
    {
      path: "submissions/wrong_answer/off.py",
      language: "python",
      expected: ["wrong-answer"],
      verdict: "wrong-answer",
    },
    {
      path: "submissions/time_limit_exceeded/slow.js",
      language: "node",
      expected: ["time-limit-exceeded"],
      verdict: "accepted",
    },
  ];
  const ended = Math.floor(age / 1500);
  send(call.res, 200, {
    state: ended >= rows.length ? "done" : "running",
    messages: [
      { level: "info", text: "problem_format_version 2025-09, 14 tests, 2 samples" },
      { level: "warning", text: "no time limit is given, 2 s are taken" },
    ],
    submissions: rows.map((row, i) =>
      i < ended ? { ...row, agrees: row.expected.includes(row.verdict) } : { ...row, verdict: null, agrees: null },
    ),
  });
}

function find(id: string): Judged {
  const found = judged.get(id);
  if (!found) throw new Refusal(404, `submission '${id}' is unknown`);
  return found;
}

function listSubmissions(call: Call): void {
  const search = call.url.searchParams;
  const items = [...judged.values()]
    .filter(
      ({ owner }) =>
        !search.has("user") || owner === (search.get("user") === "me" ? call.user?.username : search.get("user")),
    )
    .map(({ submission }) => submission)
    .filter((one) => !search.has("problem") || one.problem === search.get("problem"))
    .filter((one) => !search.has("verdict") || one.verdict === search.get("verdict"))
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
    .map(({ tests: _, files: __, compilerOutput: ___, ...summary }) => summary);
  send(call.res, 200, page(call, items));
}

function mustManage(call: Call): User {
  const user = mustUser(call);
  if (user.role === "user") throw new Refusal(403, "this needs the role setter, yours is user");
  return user;
}

function mustAdmin(call: Call): void {
  const user = mustUser(call);
  if (user.role !== "admin") throw new Refusal(403, `this needs the role admin, yours is ${user.role}`);
}

function allSubmissions(): Submission[] {
  return [...judged.values()].map(({ submission }) => submission);
}

function beginRejudge(call: Call): void {
  const user = mustManage(call);
  const rejudgeId = startRejudge(JSON.parse(call.body.toString()), allSubmissions(), user.username);
  if (rejudgeId === null) throw new Refusal(409, "there is nothing to judge again: no submission here has a verdict");
  send(call.res, 202, { rejudgeId });
}

function sendRejudges(call: Call, id: string): void {
  mustManage(call);
  const search = call.url.searchParams;
  if (id === "") send(call.res, 200, page(call, listRejudges()));
  else if (id === "count") {
    const scope = Object.fromEntries(search) as RejudgeScope;
    send(call.res, 200, { submissions: countOf(scope, allSubmissions()) });
  } else {
    const shown = showRejudge(id, search.get("differing") === "true");
    if (shown === null) throw new Refusal(404, `there is no rejudge ${id}`);
    send(call.res, 200, { ...shown, ...page(call, shown.items) });
  }
}

function decide(call: Call, id: string, what: string): void {
  mustManage(call);
  const { submissions } = call.body.length > 0 ? JSON.parse(call.body.toString()) : {};
  const wrong = decideRejudge(id, what, submissions);
  if (wrong !== null) throw new Refusal(409, wrong);
  for (const listener of boardListeners) listener();
  send(call.res, 200, showRejudge(id, false));
}

function submit(call: Call): void {
  const user = mustUser(call);
  const { problem, language, files } = JSON.parse(call.body.toString());
  const text: string = files[0]?.content ?? "";
  if (text.includes("BUSY"))
    throw new Refusal(429, "too many submissions are waiting, 10 at once are allowed", { "Retry-After": "7" });
  const entry = newSubmission(user.username, problem, language, text, new Date());
  void judge(entry);
  send(call.res, 202, { id: entry.submission.id, state: "queued" });
}

function newSubmission(owner: string, problem: string, language: string, text: string, at: Date): Judged {
  const extension = LANGUAGES.find((one) => one.id === language)?.extensions[0] ?? "txt";
  const entry: Judged = {
    owner,
    awayUntil: 0,
    events: [],
    listeners: new Set(),
    submission: {
      id: randomUUID(),
      problem,
      username: owner,
      language,
      state: "queued",
      verdict: null,
      score: null,
      timeMs: null,
      memoryBytes: null,
      compilerOutput: null,
      testCount: null,
      tests: [],
      attempt: 1,
      createdAt: at.toISOString(),
      judgedAt: null,
      files: [{ path: `Main.${extension}`, content: text }],
    },
  };
  judged.set(entry.submission.id, entry);
  return entry;
}

function emit(entry: Judged, type: string, data: unknown): void {
  const event = { id: entry.events.length + 1, type, data };
  entry.events.push(event);
  for (const listener of entry.listeners) listener(event);
}

function fate(text: string): Verdict {
  if (text.includes("BROKEN")) return "compile-error";
  if (text.includes("WRONG")) return "wrong-answer";
  if (text.includes("SLOW")) return "time-limit-exceeded";
  if (text.includes("CRASH")) return "run-time-error";
  return "accepted";
}

async function judge(entry: Judged, pace = 1): Promise<void> {
  const { submission } = entry;
  const text = submission.files?.[0]?.content ?? "";
  const verdict = fate(text);
  emit(entry, "state", { state: "queued" });
  await sleep(500 * pace);
  submission.state = "compiling";
  emit(entry, "state", { state: "compiling" });
  await sleep(600 * pace);
  if (verdict === "compile-error") {
    submission.compilerOutput = "Main.java:3: error: ';' expected\n    int x = 1\n             ^\n1 error";
    emit(entry, "compiled", { ok: false, compilerOutput: submission.compilerOutput });
    return finish(entry, verdict);
  }
  emit(entry, "compiled", { ok: true, compilerOutput: null });
  submission.state = "running";
  const count = submission.problem === "beehive" ? 178 : 14;
  const wait = count > 14 ? 20 : 200;
  submission.testCount = count;
  emit(entry, "state", { state: "running" });
  for (let number = 1; number <= count; number++) {
    await sleep((wait + Math.random() * wait) * pace);
    const failed = verdict !== "accepted" && number === Math.ceil(count * 0.4);
    const test: TestResult = {
      number,
      group: number <= 2 ? "sample" : "secret",
      sample: number <= 2,
      verdict: failed ? verdict : "accepted",
      timeMs: failed && verdict === "time-limit-exceeded" ? 2004 : Math.round(18 + Math.random() * 60),
      wallMs: Math.round(40 + Math.random() * 60),
      memoryBytes: Math.round((9 + Math.random() * 4) * 1024 * 1024),
      message: failed ? (verdict === "wrong-answer" ? "token 3 of line 2: expected '17', found '18'" : null) : null,
    };
    submission.tests.push(test);
    emit(entry, "test", { ...test, total: count });
    if (failed) break;
  }
  finish(entry, verdict);
}

function finish(entry: Judged, verdict: Verdict): void {
  const { submission } = entry;
  const most = (pick: (test: TestResult) => number | null) =>
    submission.tests.length === 0 ? null : Math.max(...submission.tests.map((test) => pick(test) ?? 0));
  const outcome = {
    verdict,
    score: verdict === "accepted" ? 1 : 0,
    timeMs: most((test) => test.timeMs),
    memoryBytes: most((test) => test.memoryBytes),
    judgedAt: new Date().toISOString(),
  };
  const history = [{ attempt: 1, verdict, score: outcome.score, judgedAt: outcome.judgedAt, why: "judged" as const }];
  Object.assign(submission, outcome, { state: "judged", history });
  emit(entry, "verdict", outcome);
  for (const listener of boardListeners) listener();
}

function stream(call: Call, entry: Judged): void {
  const { req, res } = call;
  const drops = entry.submission.files?.[0]?.content?.includes("DROP") ?? false;
  if (drops && Date.now() < entry.awayUntil) throw new Refusal(502, "gone for a moment");
  openStream(res);
  const write = (event: SseEvent) => {
    res.write(`id: ${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify(event.data)}\n\n`);
    if (event.type === "verdict") res.end();
    if (drops && entry.awayUntil === 0 && entry.submission.tests.length >= 3) {
      entry.awayUntil = Date.now() + 3000;
      res.destroy();
    }
  };
  const last = Number(req.headers["last-event-id"] ?? 0);
  for (const event of entry.events) if (event.id > last) write(event);
  entry.listeners.add(write);
  res.on("close", () => entry.listeners.delete(write));
}

function boardEvents(call: Call): void {
  openStream(call.res);
  const write = () => {
    for (const board of ["leaderboard", "verdicts"]) call.res.write(`event: ${board}\ndata: {"board":"${board}"}\n\n`);
  };
  boardListeners.add(write);
  call.res.on("close", () => boardListeners.delete(write));
}

async function run(call: Call): Promise<void> {
  mustUser(call);
  const { files, stdin } = JSON.parse(call.body.toString());
  const text: string = files[0]?.content ?? "";
  const verdict = fate(text);
  await sleep(500);
  const numbers = String(stdin).trim().split(/\s+/).map(Number);
  const sum = numbers.reduce((a: number, b: number) => a + b, 0);
  send(call.res, 200, {
    id: randomUUID(),
    state: "judged",
    compilerOutput: verdict === "compile-error" ? "Main.java:3: error: ';' expected" : null,
    stdout: verdict === "compile-error" ? "" : `${verdict === "wrong-answer" ? sum + 1 : sum}\n`,
    stderr:
      verdict === "run-time-error" ? "Traceback (most recent call last):\n  ZeroDivisionError: division by zero\n" : "",
    exitCode: verdict === "run-time-error" ? 1 : verdict === "time-limit-exceeded" ? null : 0,
    signal: null,
    outcome: verdict === "wrong-answer" ? "ok" : verdict === "accepted" ? "ok" : verdict,
    timeMs: 23,
    memoryBytes: 9_800_000,
  });
}

function board() {
  const rows = BOARD_NAMES.map((username, i) => ({
    username,
    solved: Math.max(1, 15 - i),
    lastAcceptedAt: ago(i * 7000),
  }));
  for (const user of users.values()) {
    const slugs = new Set(
      [...judged.values()]
        .filter((one) => one.owner === user.username && one.submission.verdict === "accepted")
        .map((one) => one.submission.problem),
    );
    if (slugs.size > 0) rows.push({ username: user.username, solved: slugs.size, lastAcceptedAt: ago(30) });
  }
  rows.sort((a, b) => b.solved - a.solved);
  return rows.map((row, i) => ({ rank: i + 1, score: row.solved * 100, ...row }));
}

function sendBoard(call: Call): void {
  const rows = board();
  const mine = rows.findIndex((row) => row.username === call.user?.username);
  const from = call.url.searchParams.get("around") === "me" && mine >= 0 ? Math.max(0, mine - 5) : 0;
  send(call.res, 200, page(call, rows, from));
}

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * 1000).toISOString();
}

function seed(): void {
  const texts = ["ok", "WRONG", "SLOW", "ok", "CRASH", "BROKEN", "ok"];
  for (let i = 0; i < 40; i++) {
    const problem = problems[i % problems.length]?.slug ?? "";
    const text = `# ${texts[i % texts.length]}\na, b = map(int, input().split())\nprint(a + b)\n`;
    const at = new Date(Date.now() - (i + 1) * 3_700_000);
    void judge(newSubmission(i % 3 === 0 ? "ada" : "grace", problem, "python", text, at), 0);
  }
}
