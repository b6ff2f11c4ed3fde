// Walks through IDE sessions in a real browser: a Python project whose network is gone for a while; a Node.js web app edited, run and
// previewed, which leaves the page with its ports instead of its files; a project left alone until its session stops, resumed and
// downloaded.
//
// CODEARENA_URL names a running installation whose sessions stop after some idle time, IDLE_SECONDS; CHROMIUM the browser. With
// SCREENSHOTS set to a directory, what is seen at each station is kept there.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, look, SIZE } from "./browser.mjs";
import { Wire } from "./wire.mjs";

const URL = process.env.CODEARENA_URL ?? "http://127.0.0.1:8080";
const IDLE_SECONDS = Number(process.env.IDLE_SECONDS ?? 1800);
const PATIENCE = 90_000;
const NETWORK_IS_GONE = 10_000;
/** How often a server looks whether its sessions are used, and what stopping takes. */
const STOPPING = 90_000;

let wire;
let browser;
let page;
let failures;

before(async () => {
  wire = await Wire.to(URL);
  browser = await launch([wire.rule]);
  const context = await browser.newContext({ viewport: SIZE });
  page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  failures = [];
  page.on("pageerror", (error) => failures.push(String(error)));
  page.on("response", (response) => {
    const own = response.url().startsWith(URL);
    if (own && response.status() >= 500) failures.push(`${response.status()} ${response.url()}`);
  });
});

after(async () => {
  await browser?.close();
  wire?.close();
});

async function get(path) {
  const answer = await page.request.get(`${URL}/api/v1${path}`);
  assert.equal(answer.status(), 200, path);
  return answer;
}

/** Makes a project of a template and opens it; returns its id. */
async function makeProject(language, template) {
  await page.goto(`${URL}/projects`);
  await page.getByRole("button", { name: "New project" }).first().click();
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("Language").selectOption(language);
  await dialog.getByText(template).click();
  await dialog.getByRole("button", { name: /create/i }).click();
  await page.waitForURL(/\/ide\//);
  return page.url().split("/").at(-1);
}

/** Waits until the session answers and a terminal is there. What it shows may be drawn as a picture, so nobody reads it. */
async function connected() {
  await page.locator(".xterm").filter({ visible: true }).first().waitFor();
  await page
    .getByText(/^\d+ ms$/)
    .first()
    .waitFor();
}

async function type(command) {
  await page.locator(".xterm").filter({ visible: true }).first().click();
  await page.keyboard.type(`${command}\n`);
}

/** Replaces what the editor shows. */
async function write(text) {
  await page.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

async function fileHolds(project, path, text) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const answer = await page.request.get(`${URL}/api/v1/projects/${project}/file?path=${path}`);
    if (answer.status() === 200 && (await answer.text()).includes(text)) return;
    assert.ok(Date.now() < end, `${path} does not hold '${text}': ${answer.status()}`);
    await page.waitForTimeout(200);
  }
}

test("a person registers", async () => {
  await page.goto(`${URL}/register`);
  await page.getByLabel("Username").fill(`ide-${Date.now().toString(36)}`);
  await page.getByLabel("Password", { exact: true }).fill("corner-Lamp-71");
  await page.getByRole("main").getByRole("button").last().click();
  await page.waitForURL(/\/problems/);
});

test("a network that is gone for ten seconds costs nothing that was typed", async () => {
  const project = await makeProject("python", "Console program");
  await connected();
  await page.getByRole("treeitem", { name: "main.py", exact: true }).dblclick();
  await page.getByRole("tab", { name: /main\.py/ }).waitFor();
  await write("# before\n");
  await fileHolds(project, "main.py", "# before");
  wire.cut();
  await page.getByText("The connection is lost").waitFor();
  await page.locator(".monaco-editor").first().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText("# meanwhile\n");
  await look(page, "ide-network-gone");
  await page.waitForTimeout(NETWORK_IS_GONE);
  wire.mend();
  await fileHolds(project, "main.py", "# before\n# meanwhile\n");
  await page.getByText("The connection is lost").waitFor({ state: "hidden" });
  await type("cat main.py > seen.txt");
  await fileHolds(project, "seen.txt", "# before\n# meanwhile\n");
});

test("a web app is edited, run and previewed", async () => {
  const project = await makeProject("node", "Small web server");
  await connected();
  await look(page, "ide-opened");
  await page.getByRole("treeitem", { name: "page.js" }).dblclick();
  await page.getByRole("tab", { name: /page\.js/ }).waitFor();
  await write('exports.page = () => "<h1>Edited by hand</h1>";\n');
  await fileHolds(project, "page.js", "Edited by hand");
  await page.getByRole("button", { name: "Run" }).click();
  await page
    .getByRole("button", { name: /^Ports/ })
    .first()
    .click();
  await page.getByLabel("Open port 3000 in the preview").click();
  await page.frameLocator("iframe").getByRole("heading", { name: "Edited by hand" }).waitFor();
  await look(page, "ide-preview");
});

test("a project left alone stops, comes back with every file, and is downloaded", async () => {
  const project = await makeProject("python", "Console program");
  await connected();
  await type("echo kept over night > kept.txt; echo written");
  await fileHolds(project, "kept.txt", "kept over night");
  await page.goto(`${URL}/projects`);
  await page.getByRole("heading", { name: "Projects" }).waitFor();
  const end = Date.now() + IDLE_SECONDS * 1000 + STOPPING;
  for (;;) {
    const sessions = (await (await get("/sessions")).json()).items.filter((session) => session.project === project);
    if (sessions.length > 0 && sessions[0].phase === "stopped") break;
    assert.ok(Date.now() < end, `the session has not stopped: ${JSON.stringify(sessions)}`);
    await page.waitForTimeout(1000);
  }
  const zip = await (await get(`/projects/${project}/archive`)).body();
  assert.ok(zip.includes("kept.txt"), "the archive holds the file");
  await page.goto(`${URL}/ide/${project}`);
  await connected();
  await type("cat kept.txt kept.txt > twice.txt");
  await fileHolds(project, "twice.txt", "kept over night\nkept over night");
  await look(page, "ide-resumed");
});

test("nothing went wrong unseen", () => {
  assert.deepEqual(failures, []);
});
