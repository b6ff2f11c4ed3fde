import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const { version } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
const api = process.env.CODEARENA_URL ?? "http://localhost:8080";

export default defineConfig(async ({ mode }) => ({
  plugins: [react(), mode === "mock" && (await import("./dev/mock.ts")).mockServer()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  define: { __APP_VERSION__: JSON.stringify(process.env.APP_VERSION ?? version) },
  // The host is kept as the browser sent it, or the server's Origin check would refuse every change.
  server: { port: 5173, proxy: mode === "mock" ? {} : { "/api": { target: api, changeOrigin: false } } },
  build: {
    target: "es2022",
    // For scripts/sizes.mjs, which takes it away again.
    manifest: true,
    // The content security policy allows no inline script, and fonts are better cached as files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // Monaco is one big chunk by nature; scripts/sizes.mjs watches what is loaded first.
    chunkSizeWarningLimit: 4096,
    reportCompressedSize: false,
    license: { fileName: "licenses.md" },
  },
  worker: { format: "es" as const },
}));
