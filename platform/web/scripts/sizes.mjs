/*
 * Prints what a first visit downloads, what the IDE needs beyond it until its terminal is usable, and the largest other
 * assets, gzipped. Fails when either outgrows its budget or would fetch something from another host.
 */
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 200 * 1024;
const IDE_BUDGET = 150 * 1024;
const IDE_ENTRY = "src/app/routes/IdeRoute.tsx";

const dist = process.argv[2] ?? "dist";
const html = readFileSync(join(dist, "index.html"), "utf8");
const first = [...html.matchAll(/(?:src|href)="\/([^"]+\.js)"/g)].map((match) => match[1]);
const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((path) => /\.(js|css)$/.test(path));
const size = new Map(files.map((path) => [path, gzipSync(readFileSync(join(dist, path))).length]));
const total = first.reduce((sum, path) => sum + (size.get(path) ?? 0), 0);
const kib = (bytes) => `${(bytes / 1024).toFixed(1)} KiB gzip`;

console.log(`first load: ${kib(total)} of ${kib(BUDGET)} in ${first.length} scripts`);
const rest = [...size].filter(([path]) => !first.includes(path)).sort((a, b) => b[1] - a[1]);
for (const [path, bytes] of rest.slice(0, 8)) console.log(`  ${kib(bytes).padStart(17)}  ${path}`);

// What the manifest says is loaded with the IDE's page, without what it loads later by itself.
const manifestFile = join(dist, ".vite", "manifest.json");
const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
const withImports = (key, seen = new Set()) => {
  if (seen.has(key)) return seen;
  seen.add(key);
  for (const next of manifest[key]?.imports ?? []) withImports(next, seen);
  return seen;
};
const filesOf = (key) => [manifest[key].file, ...(manifest[key].css ?? [])];
const shell = new Set([...withImports("index.html")].flatMap(filesOf));
const ide = new Set([...withImports(IDE_ENTRY)].flatMap(filesOf).filter((file) => !shell.has(file)));
const ideTotal = [...ide].reduce((sum, file) => sum + (size.get(file) ?? 0), 0);
console.log(`the IDE until its terminal is usable: ${kib(ideTotal)} of ${kib(IDE_BUDGET)} in ${ide.size} files`);
rmSync(join(dist, ".vite"), { recursive: true });

const faults = [];
if (ideTotal > IDE_BUDGET)
  faults.push(`the IDE loads ${kib(ideTotal)} before its terminal, allowed are ${kib(IDE_BUDGET)}`);
if ([...ide].some((file) => /monaco/.test(file))) faults.push("the IDE waits for the editor before its terminal");
if (!files.some((path) => /editor\.worker/.test(path)))
  faults.push("no editor.worker script was built, the editor would run it on the page's own thread");
if (total > BUDGET) faults.push(`the first load is ${kib(total)}, allowed are ${kib(BUDGET)}`);
if (/(?:src|href)="(?:https?:)?\/\//.test(html)) faults.push("index.html loads from another host");
for (const fault of faults) console.error(`error: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
