// expect: time-limit-exceeded, memory-limit-exceeded, run-time-error
const { Worker, isMainThread } = require("node:worker_threads");
if (isMainThread) for (let i = 0; i < 100; i++) new Worker(__filename).on("error", () => {});
else for (;;);
