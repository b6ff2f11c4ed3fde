// Reads and adds every run anew: too slow for some days already.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
const changes = lines[1].trim().split(" ");
let best = -Infinity;
for (let first = 0; first < changes.length; first++) {
  for (let last = first; last < changes.length; last++) {
    const run = changes.slice(first, last + 1);
    best = Math.max(
      best,
      run.reduce((sum, change) => sum + Number(change), 0),
    );
  }
}
console.log(String(best));
