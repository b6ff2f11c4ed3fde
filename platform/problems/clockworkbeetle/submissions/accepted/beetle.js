const [first, program] = require('fs').readFileSync(0, 'utf8').split('\n');
const rounds = BigInt(first);

function walk(times) {
  let [x, y, dx, dy] = [0, 0, 0, 1];
  for (let round = 0; round < times; round++) {
    for (const letter of program) {
      if (letter === 'F') [x, y] = [x + dx, y + dy];
      else if (letter === 'L') [dx, dy] = [-dy, dx];
      else [dx, dy] = [dy, -dx];
    }
  }
  return [BigInt(x), BigInt(y)];
}

// After four rounds the beetle looks north again. Coordinates reach 10^17, beyond what a Number holds exactly.
const [x4, y4] = walk(4);
const [x, y] = walk(Number(rounds % 4n));
console.log(`${x + (rounds / 4n) * x4} ${y + (rounds / 4n) * y4}`);
