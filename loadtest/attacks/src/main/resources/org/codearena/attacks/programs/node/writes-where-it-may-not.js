// expect: accepted
const fs = require("node:fs");
for (const path of ["/box/x", "/usr/x", "/etc/x", "/x", "/prepared/x", "/proc/sys/kernel/core_pattern", process.execPath]) {
  try {
    fs.writeFileSync(path, "x");
    process.exit(9);
  } catch {}
}
console.log(42);
