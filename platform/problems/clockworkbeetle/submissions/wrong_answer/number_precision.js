const [first, program] = require('fs').readFileSync(0, 'utf8').split('\n');
const rounds = Number(first);

function walk(times) {
  let [x, y, dx, dy] = [0, 0, 0, 1];
  for (let round = 0; round < times; round++) {
    for (const letter of program) {
      if (letter === 'F') [x, y] = [x + dx, y + dy];
      else if (letter === 'L') [dx, dy] = [-dy, dx];
      else [dx, dy] = [dy, -dx];
    }
  }
  return [x, y];
}

const [x4, y4] = walk(4);
const [x, y] = walk(rounds % 4);
const fours = Math.floor(rounds / 4);
console.log(x + fours * x4, y + fours * y4); // loses digits beyond 2^53
