const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');

const rhythm = BigInt(line); // SyntaxError at run time as soon as there are two numbers on the line
console.log(String(rhythm));
