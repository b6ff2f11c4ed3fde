/*
 * Runs one step of the build only when something it reads has changed since it last succeeded, so that a Maven build of
 * an untouched front end costs a second. `node scripts/step.mjs install|check|test|build`.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const SOURCES = ["src", "public", "index.html", "scripts"];
const SETTINGS = ["package.json", "package-lock.json", ".npmrc", "tsconfig.json", "biome.json"];

/** What each step runs, reads, and (where it makes something) leaves behind. */
const STEPS = {
  install: {
    npm: ["ci", "--no-audit", "--no-fund"],
    reads: ["package.json", "package-lock.json", ".npmrc"],
    makes: "node_modules",
  },
  check: {
    npm: ["run", "check"],
    reads: [...SOURCES, ...SETTINGS, "test", "dev", "e2e", "vite.config.ts", "vitest.config.ts"],
  },
  test: { npm: ["test"], reads: [...SOURCES, ...SETTINGS, "test", "vitest.config.ts"] },
  build: { npm: ["run", "build"], reads: [...SOURCES, ...SETTINGS, "vite.config.ts"], makes: "dist" },
};

function filesOf(path) {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .map((name) => join(path, name))
    .filter((name) => statSync(name).isFile())
    .sort();
}

function fingerprint(paths) {
  const hash = createHash("sha256").update(`${process.version} ${process.env.APP_VERSION ?? ""}`);
  for (const file of paths.flatMap(filesOf)) hash.update(`\0${file}\0`).update(readFileSync(file));
  return hash.digest("hex");
}

const name = process.argv[2];
const step = STEPS[name];
if (step === undefined) {
  console.error(`unknown step '${name}', known: ${Object.keys(STEPS).join(", ")}`);
  process.exit(2);
}

// The stamp of the installation lives inside what it vouches for; those of the other steps go with `mvn clean`.
const stamp = name === "install" ? "node_modules/.installed" : `target/steps/${name}`;
const wanted = fingerprint(step.reads);
const made = step.makes === undefined || existsSync(step.makes);
if (made && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
  console.log(`${name}: nothing changed`);
  process.exit(0);
}
rmSync(stamp, { force: true });
// Maven only ever adds to this copy: without clearing it the jar would gather the assets of every build before.
if (name === "build") rmSync("target/classes/web", { recursive: true, force: true });
const { status, error } = spawnSync("npm", step.npm, { stdio: "inherit" });
if (error) console.error(`cannot run npm: ${error.message}`);
if (status !== 0) process.exit(status ?? 1);
mkdirSync(join(stamp, ".."), { recursive: true });
writeFileSync(stamp, wanted);
