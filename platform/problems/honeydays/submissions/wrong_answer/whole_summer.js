// Takes the whole summer.
const lines = require("fs").readFileSync(0, "utf8").split("\n");
console.log(
  String(
    lines[1]
      .trim()
      .split(" ")
      .map(Number)
      .reduce((sum, change) => sum + change, 0),
  ),
);
