const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');

const gcd = (a, b) => (b === 0n ? a : gcd(b, a % b));
const lcm = (a, b) => (a / gcd(a, b)) * b;
console.log(String(line.split(' ').map(BigInt).reduce(lcm)));
