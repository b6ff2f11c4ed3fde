// One person's walk through the real server in a real browser: register, solve a problem in each language, see the verdict
// arrive test by test and the leaderboard move by itself, reload, log out.
//
// CODEARENA_URL names a running installation that holds the problem "sumoftwo"; CHROMIUM the browser;
// CODEARENA_ADMIN_PASSWORD_FILE holds the admin's password, without which nothing is rejudged. With SCREENSHOTS set to a
// directory, what is seen at each station is kept there, in both themes and on a narrow screen.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, look, SIZE } from "./browser.mjs";

const URL = process.env.CODEARENA_URL ?? "http://127.0.0.1:8080";
const ADMIN_PASSWORD_FILE = process.env.CODEARENA_ADMIN_PASSWORD_FILE;
const PATIENCE = 60_000;
const PASSWORD = "a long and quiet evening";
const PROBLEM = "sumoftwo";

const PROGRAMS = {
  python: "a, b = map(int, input().split())\nprint(a + b)\n",
  node: "const [a, b] = require('fs').readFileSync(0, 'utf8').trim().split(/\\s+/).map(BigInt);\nconsole.log(String(a + b));\n",
  java: [
    "import java.util.Scanner;",
    "class Adder {",
    "public static void main(String[] arguments) {",
    "Scanner in = new Scanner(System.in);",
    "System.out.println(in.nextBigInteger().add(in.nextBigInteger()));",
    "}",
    "}",
  ].join("\n"),
};

let browser;
let page;
let failures;

before(async () => {
  browser = await launch();
  page = await newPage();
});

after(async () => {
  await browser?.close();
});

async function newPage() {
  const context = await browser.newContext({ viewport: SIZE });
  const opened = await context.newPage();
  opened.setDefaultTimeout(PATIENCE);
  failures = [];
  opened.on("pageerror", (error) => failures.push(String(error)));
  opened.on("response", (response) => {
    if (response.status() >= 500) failures.push(`${response.status()} ${response.url()}`);
  });
  return opened;
}

async function writeProgram(language) {
  await page.getByLabel("Language").selectOption(language);
  const editor = page.getByRole("region", { name: "Code" }).locator(".monaco-editor").first();
  await editor.waitFor();
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(PROGRAMS[language]);
}

/** From now on writes down, in the page, how many tests are shown as accepted each time that number changes. */
async function watchTests() {
  await page.evaluate(() => {
    const count = () => document.querySelectorAll('[aria-label^="Test "][aria-label*=": accepted"]').length;
    window.seenTests = [count()];
    const note = () => {
      const now = count();
      if (window.seenTests.at(-1) !== now) window.seenTests.push(now);
    };
    new MutationObserver(note).observe(document.body, { subtree: true, childList: true, attributes: true });
  });
}

test("a person registers", async () => {
  await page.goto(`${URL}/register`);
  const username = `ada-${Date.now().toString(36)}`;
  page.username = username;
  await page.getByLabel("Username").fill(username);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Register" }).click();
  await page.getByText(username).first().waitFor();
  await look(page, "problems");
});

test("the problem is shown with its sample and the editor's starter code", async () => {
  await page.getByRole("searchbox").fill("sum of two");
  await page.getByRole("link", { name: "Sum of Two" }).click();
  await page.getByRole("heading", { name: "Sum of Two" }).first().waitFor();
  await page.getByRole("region", { name: "Sample 1" }).waitFor();
  await look(page, "problem");
});

test("running tries the sample without judging", async () => {
  await writeProgram("python");
  await page.getByRole("button", { name: "Run", exact: true }).click();
  await page
    .getByText(/matches|as expected|right/i)
    .first()
    .waitFor();
  await look(page, "run");
});

for (const language of Object.keys(PROGRAMS)) {
  test(`a ${language} program is accepted, test by test`, async () => {
    await writeProgram(language);
    await watchTests();
    await page.getByRole("button", { name: "Submit", exact: true }).click();
    // The tests of an earlier submission may stand there until this one is taken: then the number falls first.
    await page.waitForFunction(() => window.seenTests.length > 1 && window.seenTests.at(-1) === 9);
    await page.getByRole("status").filter({ hasText: "Accepted" }).waitFor();
    const seen = await page.evaluate(() => window.seenTests);
    const climbed = seen.filter((count) => count > 0 && count < 9);
    assert.ok(climbed.length > 0, `the tests were shown all at once: ${seen}`);
    await look(page, `accepted-${language}`);
  });
}

test("the leaderboard shows a newcomer by itself", async () => {
  const watcher = await browser.newContext();
  const board = await watcher.newPage();
  board.setDefaultTimeout(PATIENCE);
  await board.goto(`${URL}/leaderboard`);
  await board.getByText(page.username).waitFor();

  const other = await newPage();
  const username = `bob-${Date.now().toString(36)}`;
  await other.goto(`${URL}/register`);
  await other.getByLabel("Username").fill(username);
  await other.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await other.getByRole("button", { name: "Register" }).click();
  await other.getByText(username).first().waitFor();
  assert.equal(await board.getByText(username).count(), 0);
  const answer = await other.evaluate(
    async ([problem, content]) => {
      const response = await fetch("/api/v1/submissions", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ problem, language: "python", files: [{ path: "main.py", content }] }),
      });
      return response.status;
    },
    [PROBLEM, PROGRAMS.python],
  );
  assert.equal(answer, 202);
  await board.getByText(username).waitFor();
  await watcher.close();
  await other.context().close();
});

test("a submission survives a reload", async () => {
  await page.goto(`${URL}/submissions`);
  await page
    .getByRole("link", { name: /Sum of Two/i })
    .first()
    .click();
  await page.getByRole("status").filter({ hasText: "Accepted" }).waitFor();
  await page.reload();
  await page.getByRole("status").filter({ hasText: "Accepted" }).waitFor();
  assert.equal(await page.locator('[aria-label^="Test "][aria-label*=": accepted"]').count(), 9);
  await look(page, "submission");
});

test("a rejudge shows what would change and is discarded", { skip: !ADMIN_PASSWORD_FILE }, async () => {
  const walker = page;
  page = await newPage();
  await page.goto(`${URL}/sign-in?next=/problems/${PROBLEM}`);
  await page.getByLabel("Username").fill("admin");
  await page.getByLabel("Password", { exact: true }).fill(readFileSync(ADMIN_PASSWORD_FILE, "utf8").trim());
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("button", { name: "Rejudge Sum of Two" }).click();
  await page.getByText(/submissions? ha(s|ve) a verdict/).waitFor();
  await page.getByRole("button", { name: "Judge again" }).click();
  await page.getByRole("button", { name: "Apply", exact: true }).waitFor();
  await page.getByText(/None of \d+ submissions? changes?\./).waitFor();
  await look(page, "rejudge");
  await page.getByRole("button", { name: "Discard" }).click();
  await page.getByRole("button", { name: "Discard results" }).click();
  await page.getByText("Discarded by admin: no verdict changed.").waitFor();
  await page.context().close();
  page = walker;
});

test("logging out ends the session on the server too", async () => {
  await page.getByRole("button", { name: page.username }).click();
  await page.getByText("Log out").click();
  await page.getByRole("link", { name: "Sign in" }).waitFor();
  const status = await page.evaluate(async () => (await fetch("/api/v1/me")).status);
  assert.equal(status, 401);
});

test("no page failed on the way", () => {
  assert.deepEqual(failures, []);
});
