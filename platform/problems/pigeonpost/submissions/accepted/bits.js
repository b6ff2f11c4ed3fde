const [pass, first, rings = ""] = require("fs").readFileSync(0, "utf8").split("\n");
if (pass === "send") {
  const count = Number(first);
  const chosen = [];
  for (let bit = 0; bit < 30; bit++) {
    if ((count >> bit) & 1) {
      chosen.push(bit + 1);
    }
  }
  console.log(`${chosen.length}\n${chosen.join(" ")}`);
} else {
  const bits = rings.split(" ").filter((ring) => ring !== "");
  console.log(String(bits.reduce((sum, ring) => sum + 2 ** (Number(ring) - 1), 0)));
}
