const lines = require("fs").readFileSync(0, "utf8").split("\n");
let best = -Infinity;
let run = -Infinity;
for (const word of lines[1].trim().split(" ")) {
  const change = Number(word);
  run = Math.max(change, run + change);
  best = Math.max(best, run);
}
console.log(String(best));
