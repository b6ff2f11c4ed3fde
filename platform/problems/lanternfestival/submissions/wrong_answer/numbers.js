const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');

const gcd = (a, b) => (b === 0 ? a : gcd(b, a % b));
const lcm = (a, b) => (a / gcd(a, b)) * b;
console.log(line.split(' ').map(Number).reduce(lcm)); // rounds beyond 2^53
