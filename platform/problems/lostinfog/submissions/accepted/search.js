const lines = require("readline").createInterface({ input: process.stdin });
let low = 1;
let high = 0;
let asked = 0;

function ask() {
  asked = Math.floor((low + high) / 2);
  console.log(`ask ${asked}`);
}

lines.on("line", (line) => {
  if (high === 0) {
    high = Number(line);
  } else if (line === "lower") {
    high = asked - 1;
  } else if (line === "higher") {
    low = asked + 1;
  } else {
    lines.close();
    return;
  }
  ask();
});
