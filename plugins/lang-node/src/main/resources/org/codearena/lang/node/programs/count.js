const fs = require("fs");

const n = Number(fs.readFileSync(0, "utf8"));
let text = "";
for (let i = 1; i <= n; i++) {
  text += i + "\n";
  if (text.length > 65536 || i === n) {
    fs.writeSync(1, text);
    text = "";
  }
}
