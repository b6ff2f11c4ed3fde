const readline = require("node:readline/promises");
const { greeting } = require("./greeting");

async function main() {
  const terminal = readline.createInterface({ input: process.stdin, output: process.stdout });
  console.log(greeting(await terminal.question("What is your name? ")));
  terminal.close();
}

main();
