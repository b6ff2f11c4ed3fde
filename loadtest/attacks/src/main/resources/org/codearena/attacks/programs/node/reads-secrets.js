// expect: accepted
const fs = require("node:fs");
for (const path of ["/etc/shadow", "/proc/1/environ", "/root/.bashrc"]) {
  try {
    fs.readFileSync(path);
    process.exit(9);
  } catch {}
}
console.log(42);
