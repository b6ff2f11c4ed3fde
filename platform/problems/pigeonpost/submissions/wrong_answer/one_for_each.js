// One pigeon for every ship.
const [pass, first] = require("fs").readFileSync(0, "utf8").split("\n");
if (pass === "send") {
  const count = Math.min(Number(first), 1000);
  console.log(`${count}\n${"1 ".repeat(count)}`);
} else {
  console.log(first);
}
