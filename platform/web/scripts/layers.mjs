/*
 * Holds the imports of src/ to one direction, lib -> api, ui -> workspace -> features -> app, keeps features apart from each
 * other and refuses cycles. Run with the folder to check; prints each violation and exits 1 when there is one.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** What each layer may import besides itself. */
const MAY_IMPORT = {
  lib: [],
  api: ["lib"],
  ui: ["lib"],
  workspace: ["lib", "api", "ui"],
  features: ["lib", "api", "ui", "workspace"],
  app: ["lib", "api", "ui", "workspace", "features"],
};

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']/g;

/** Imports by file, both as paths below the root; what lies outside (packages, styles of packages) is left out. */
export function readImports(root) {
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((path) => /\.tsx?$/.test(path));
  return new Map(
    files.map((file) => {
      const source = readFileSync(join(root, file), "utf8");
      const imports = [...source.matchAll(IMPORT)].map((match) => target(root, file, match[1]));
      return [file, imports.filter((path) => path !== null)];
    }),
  );
}

function target(root, file, specifier) {
  const clean = specifier.replace(/\?.*$/, "");
  const path = clean.startsWith("@/")
    ? clean.slice(2)
    : clean.startsWith(".")
      ? relative(root, resolve(root, file, "..", clean))
      : null;
  return path !== null && !path.startsWith("..") && existsSync(join(root, path)) ? path : null;
}

export function violations(imports) {
  return [...layerViolations(imports), ...cycles(imports)];
}

function layerViolations(imports) {
  const found = [];
  for (const [file, targets] of imports) {
    const [from, feature] = file.split("/");
    if (file.includes("/") && !(from in MAY_IMPORT)) found.push(`${file}: ${from} is no layer`);
    for (const path of targets) {
      const [to, other] = path.split("/");
      if (from !== to && !MAY_IMPORT[from]?.includes(to)) found.push(`${file}: ${from} may not import ${path}`);
      if (from === "features" && to === "features" && feature !== other) {
        found.push(`${file}: one feature may not import another, ${path}`);
      }
    }
  }
  return found;
}

/** Depth-first search; an edge back into the current path closes a cycle. */
function cycles(imports) {
  const found = [];
  const done = new Set();
  const path = [];
  const visit = (file) => {
    if (path.includes(file)) {
      found.push(`cycle: ${[...path.slice(path.indexOf(file)), file].join(" -> ")}`);
      return;
    }
    if (done.has(file)) return;
    path.push(file);
    for (const next of imports.get(file) ?? []) visit(next);
    path.pop();
    done.add(file);
  };
  for (const file of imports.keys()) visit(file);
  return found;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = process.argv[2] ?? "src";
  const imports = readImports(root);
  const found = violations(imports);
  for (const violation of found) console.error(violation);
  console.log(`layers: ${imports.size} files, ${found.length} violations`);
  process.exit(found.length === 0 && imports.size > 0 ? 0 : 1);
}
