/** Projects and their sessions in memory. A project whose name contains `fail` cannot be started, `slow` takes 20 s. */
import { randomUUID } from "node:crypto";
import type { Server } from "node:http";
import type { Http2SecureServer } from "node:http2";
import { strToU8, unzipSync, zipSync } from "fflate";
import { WebSocketServer } from "ws";
import type { IdeSession, Phase, Project, ProjectTask, Submission } from "../src/api/schema.ts";
import { PROTOCOL } from "../src/workspace/frames.ts";
import { type Call, mustUser, openStream, page, Refusal, send } from "./http.ts";
import { Workspace } from "./workspace.ts";

interface Step {
  id: number;
  kind: "step" | "phase" | "notice";
  name: string;
  text: string;
  atMs: number;
  tookMs: number | null;
}

interface StoredProject {
  owner: string;
  shown: Project;
  files: Map<string, Uint8Array>;
  session: Session | null;
}

interface Session {
  id: string;
  project: StoredProject;
  phase: Phase;
  reason: string | null;
  since: number;
  steps: Step[];
  listeners: Set<(step: Step) => void>;
  workspace: Workspace;
  idleAt: number;
}

const IDLE_MS = 30 * 60_000;
const LIFE_MS = 8 * 3_600_000;
const projects = new Map<string, StoredProject>();
const sessions = new Map<string, Session>();
const tickets = new Map<string, Session>();

const FILES: Record<string, string> = {
  "main.py":
    'import sys\n\n\ndef greet(name: str) -> str:\n    """Say hello."""\n    return f"Hello, {name}!"\n\n\ndef main() -> None:\n    for line in sys.stdin:\n        print(greet(line.strip()))\n\n\nif __name__ == "__main__":\n    main()\n',
  "test_main.py": 'from main import greet\n\n\ndef test_greets():\n    assert greet("Ada") == "Hello, Ada!"\n',
  "README.md": "# A console program\n\nPress **Run**, type a name, and press Enter.\n",
  "data/names.txt": "Ada\nGrace\nBarbara\n",
};

const TASKS: ProjectTask[] = [
  { id: "run", label: "Run", command: "python main.py", serves: false },
  { id: "test", label: "Test", command: "python -m pytest", serves: false },
];

seed();

function seed(): void {
  const bytes = new Map(Object.entries(FILES).map(([path, text]) => [path, strToU8(text)]));
  bytes.set("logo.bin", new Uint8Array([0, 1, 2, 0xff]));
  const first = store("ada", "python-console", "python", "python/console", TASKS, bytes);
  first.shown.changedAt = new Date(Date.now() - 3 * 3_600_000).toISOString();
  store("ada", "slow-web", "python", "python/web", TASKS, new Map(bytes)).shown.changedAt = new Date(
    Date.now() - 26 * 3_600_000,
  ).toISOString();
  store("ada", "will-fail", "node", "node/console", [], new Map([["index.js", strToU8("console.log(1);\n")]]));
}

function store(
  owner: string,
  name: string,
  language: string,
  template: string | null,
  tasks: ProjectTask[],
  files: Map<string, Uint8Array>,
): StoredProject {
  const now = new Date().toISOString();
  const shown: Project = {
    id: randomUUID(),
    name,
    language,
    template,
    tasks,
    revision: 1,
    files: 0,
    bytes: 0,
    createdAt: now,
    changedAt: now,
    openedAt: null,
    session: null,
  };
  const project: StoredProject = { owner, shown, files, session: null };
  projects.set(shown.id, project);
  return project;
}

function show(project: StoredProject): Project {
  const { session, files, shown } = project;
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0);
  const live = session && session.phase !== "stopped" && session.phase !== "failed";
  return { ...shown, files: files.size, bytes, session: live ? { id: session.id, phase: session.phase } : null };
}

function mustFind(call: Call, id: string): StoredProject {
  const project = projects.get(id);
  if (project?.owner !== mustUser(call).username) throw new Refusal(404, `you have no project '${id}'`);
  return project;
}

function checkName(call: Call, name: string, own?: StoredProject): void {
  const taken = [...projects.values()].some(
    (one) =>
      one !== own && one.owner === mustUser(call).username && one.shown.name.toLowerCase() === name.toLowerCase(),
  );
  if (taken) throw new Refusal(409, `you have another project called '${name}'`);
  if (!/^[\w. -]{1,60}$/.test(name)) {
    throw new Refusal(400, "the project cannot be called so", {}, [
      { field: "name", message: "has 1 to 60 letters, digits, spaces, '.', '_' or '-'" },
    ]);
  }
}

export function routeProjects(call: Call): void {
  const [, id = "", tail = ""] = call.parts;
  switch (`${call.req.method} ${tail}`) {
    case "GET ":
      return id ? send(call.res, 200, show(mustFind(call, id))) : list(call);
    case "POST ":
      return create(call);
    case "PATCH ":
      return rename(call, mustFind(call, id));
    case "DELETE ":
      return remove(call, mustFind(call, id));
    case "GET archive":
      return download(call, mustFind(call, id));
    case "GET file":
      call.res.writeHead(200, { "Content-Type": "application/octet-stream" });
      return void call.res.end(mustFind(call, id).files.get(call.url.searchParams.get("path") ?? ""));
    case "POST files":
      return unpack(call, mustFind(call, id));
    case "POST session":
      return open(call, mustFind(call, id));
    default:
      throw new Refusal(404, `there is nothing at ${call.url.pathname}`);
  }
}

function list(call: Call): void {
  const { username } = mustUser(call);
  const own = [...projects.values()].filter(({ owner }) => owner === username).map(show);
  send(
    call.res,
    200,
    page(
      call,
      own.sort((a, b) => b.changedAt.localeCompare(a.changedAt)),
    ),
  );
}

function create(call: Call): void {
  const { name, template, language } = JSON.parse(call.body.toString());
  checkName(call, name);
  const of = template ? template.split("/")[0] : language;
  const files = new Map(
    Object.entries(template ? FILES : {}).map(([path, text]) => [path, strToU8(text)] as [string, Uint8Array]),
  );
  const made = store(mustUser(call).username, name, of, template ?? null, template ? TASKS : [], files);
  send(call.res, 201, show(made));
}

export function makeProjectOf(call: Call, submission: Submission): void {
  const files = new Map((submission.files ?? []).map((file) => [file.path, strToU8(file.content ?? "")]));
  const name = `${submission.problem ?? "run"}-${submission.id.slice(0, 6)}`;
  const made = store(mustUser(call).username, name, submission.language, null, TASKS, files);
  send(call.res, 201, show(made));
}

function rename(call: Call, project: StoredProject): void {
  const { name } = JSON.parse(call.body.toString());
  checkName(call, name, project);
  project.shown.name = name;
  send(call.res, 200, show(project));
}

function remove(call: Call, project: StoredProject): void {
  if (project.session) stop(project.session);
  projects.delete(project.shown.id);
  call.res.writeHead(204).end();
}

function download(call: Call, project: StoredProject): void {
  call.res.writeHead(200, {
    "Content-Type": "application/zip",
    "Content-Disposition": `attachment; filename="${project.shown.name}.zip"`,
  });
  call.res.end(zipSync(Object.fromEntries(project.files)));
}

function unpack(call: Call, project: StoredProject): void {
  for (const [path, bytes] of Object.entries(unzipSync(call.body))) {
    if (!path.endsWith("/")) project.files.set(path, bytes);
  }
  project.shown.changedAt = new Date().toISOString();
  send(call.res, 200, show(project));
}

function open(call: Call, project: StoredProject): void {
  const before = project.session;
  if (before === null || before.phase === "stopped" || before.phase === "failed") project.session = start(project);
  const { session } = project;
  if (session) send(call.res, 202, { session: showSession(session) });
}

function start(project: StoredProject): Session {
  const session: Session = {
    id: randomUUID(),
    project,
    phase: "requested",
    reason: null,
    since: Date.now(),
    steps: [],
    listeners: new Set(),
    workspace: new Workspace(project.files, project.shown),
    idleAt: Date.now() + IDLE_MS,
  };
  sessions.set(session.id, session);
  void run(session);
  return session;
}

const STEPS: [string, string, number][] = [
  ["scheduled", "A place is reserved", 9],
  ["runner", "A warm runner is taken", 31],
  ["disk", "4 files are laid out", 44],
  ["room", "The room is closed off from all others", 22],
];

async function run(session: Session): Promise<void> {
  const { name } = session.project.shown;
  const pace = name.includes("slow") ? 100 : 4;
  enter(session, "starting");
  for (const [step, text, ms] of STEPS) {
    await new Promise((resolve) => setTimeout(resolve, ms * pace));
    tell(session, "step", step, text, ms * pace);
    if (name.includes("fail") && step === "disk") {
      session.reason = "the runner image 'node-24' could not be pulled: no such image";
      return enter(session, "failed");
    }
  }
  enter(session, "running");
}

function enter(session: Session, phase: Phase): void {
  session.phase = phase;
  tell(session, "phase", phase, session.reason ?? "", null);
}

function tell(session: Session, kind: Step["kind"], name: string, text: string, tookMs: number | null): void {
  const step = { id: session.steps.length + 1, kind, name, text, atMs: Date.now() - session.since, tookMs };
  session.steps.push(step);
  for (const listener of session.listeners) listener(step);
}

function showSession(session: Session): IdeSession {
  return {
    id: session.id,
    project: session.project.shown.id,
    phase: session.phase,
    conditions: [],
    reason: session.reason,
    url: `/api/v1/sessions/${session.id}/connect`,
    previewUrlPattern: null,
    idleAt: new Date(session.idleAt).toISOString(),
    endsAt: new Date(session.since + LIFE_MS).toISOString(),
  };
}

function stop(session: Session): void {
  if (session.phase === "stopped") return;
  enter(session, "stopping");
  session.workspace.close(4410, "the session has stopped");
  session.reason = "you stopped it";
  enter(session, "stopped");
}

export function routeSessions(call: Call): void {
  const [, id = "", tail = ""] = call.parts;
  const session = sessions.get(id);
  if (session === undefined || session.project.owner !== mustUser(call).username) {
    throw new Refusal(404, `you have no session '${id}'`);
  }
  switch (`${call.req.method} ${tail}`) {
    case "GET ":
      return send(call.res, 200, showSession(session));
    case "GET events":
      return stream(call, session);
    case "DELETE ":
      stop(session);
      return send(call.res, 202, showSession(session));
    case "POST keep-alive":
      session.idleAt = Date.now() + IDLE_MS;
      return send(call.res, 200, showSession(session));
    case "POST ticket":
      return sendTicket(call, session);
    case "POST preview":
      return send(call.res, 200, { url: `http://127.0.0.1:${call.req.socket.localPort}/api/v1/languages` });
    default:
      throw new Refusal(404, `there is nothing at ${call.url.pathname}`);
  }
}

function sendTicket(call: Call, session: Session): void {
  if (session.phase !== "running") throw new Refusal(409, `the session is ${session.phase}, not running`);
  const ticket = randomUUID();
  tickets.set(ticket, session);
  send(call.res, 200, { ticket });
}

function stream({ req, res }: Call, session: Session): void {
  openStream(res);
  const write = ({ id, kind, ...data }: Step) =>
    res.write(`id: ${id}\nevent: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  const last = Number(req.headers["last-event-id"] ?? 0);
  for (const step of session.steps) if (step.id > last) write(step);
  session.listeners.add(write);
  res.on("close", () => session.listeners.delete(write));
}

/** Takes the WebSockets of sessions; what else is upgraded is the development server's own. */
export function serveSockets(server: Server | Http2SecureServer): void {
  const sockets = new WebSocketServer({ noServer: true, handleProtocols: () => PROTOCOL });
  (server as Server).on("upgrade", (request, socket, head) => {
    if (!request.url?.startsWith("/api/v1/sessions/")) return;
    const offered = String(request.headers["sec-websocket-protocol"]).split(", ");
    const ticket = offered.find((one) => one.startsWith("ticket."))?.slice("ticket.".length) ?? "";
    const session = tickets.get(ticket);
    tickets.delete(ticket);
    if (session === undefined) return void socket.end("HTTP/1.1 401 Unauthorized\r\n\r\n");
    sockets.handleUpgrade(request, socket, head, (opened) => session.workspace.connect(opened));
  });
}
