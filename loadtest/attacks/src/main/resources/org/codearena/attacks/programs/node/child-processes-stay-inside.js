// expect: accepted
const { execFileSync } = require("node:child_process");
const me = execFileSync("/usr/bin/id", ["-u"]).toString().trim();
console.log(me === "0" ? "root" : 42);
