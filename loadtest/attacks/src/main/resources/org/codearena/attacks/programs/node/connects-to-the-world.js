// expect: accepted
const net = require("node:net");
let refused = 0;
for (const [host, port] of [["127.0.0.1", 5432], ["169.254.169.254", 80], ["8.8.8.8", 53]]) {
  const link = net.connect({ host, port, timeout: 500 });
  link.on("connect", () => process.exit(9));
  link.on("timeout", () => link.destroy(new Error("timeout")));
  link.on("error", () => {
    if (++refused === 3) console.log(42);
  });
}
