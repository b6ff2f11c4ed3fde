const [first, program] = require('fs').readFileSync(0, 'utf8').split('\n');
const rounds = BigInt(first);
let [x, y, dx, dy] = [0, 0, 0, 1];
for (const letter of program.repeat(4)) {
  if (letter === 'F') [x, y] = [x + dx, y + dy];
  else if (letter === 'L') [dx, dy] = [-dy, dx];
  else [dx, dy] = [dy, -dx];
}
console.log((rounds / 4n) * x, (rounds / 4n) * y); // TypeError: BigInt and Number do not mix
