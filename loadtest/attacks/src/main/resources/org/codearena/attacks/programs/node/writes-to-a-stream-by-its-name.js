// expect: accepted
const fs = require("node:fs");
const [a, b] = fs.readFileSync("/dev/stdin", "utf8").split(" ").map(Number);
fs.writeFileSync("/dev/stdout", `${a + b}\n`);
