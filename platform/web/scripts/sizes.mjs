/*
 * Prints what a first visit downloads and the largest other assets, gzipped, and fails when the first load outgrows its
 * budget or would fetch something from another host.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const BUDGET = 200 * 1024;

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

const faults = [];
if (!files.some((path) => /editor\.worker/.test(path)))
  faults.push("no editor.worker script was built, the editor would run it on the page's own thread");
if (total > BUDGET) faults.push(`the first load is ${kib(total)}, allowed are ${kib(BUDGET)}`);
if (/(?:src|href)="(?:https?:)?\/\//.test(html)) faults.push("index.html loads from another host");
for (const fault of faults) console.error(`error: ${fault}`);
process.exit(faults.length === 0 ? 0 : 1);
