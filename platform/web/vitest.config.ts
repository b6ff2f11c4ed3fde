import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** What is pure runs without a page, which takes longer to set up than all those tests together. */
export default defineConfig({
  test: {
    projects: [
      {
        extends: true,
        test: { name: "plain", include: ["src/**/*.test.ts", "scripts/**/*.test.mjs"], environment: "node" },
      },
      {
        extends: true,
        test: {
          name: "page",
          include: ["src/**/*.test.tsx"],
          environment: "happy-dom",
          // One page for all files of a worker: setting one up takes longer than the tests in it.
          isolate: false,
          setupFiles: ["test/setup.ts"],
        },
      },
    ],
    pool: "threads",
    restoreMocks: true,
    testTimeout: 10_000,
  },
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  define: { __APP_VERSION__: JSON.stringify("test") },
});
