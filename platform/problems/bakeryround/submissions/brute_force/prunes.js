const [n, ...numbers] = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

// Every order, but gives up on one as soon as it takes longer than the best so far. That helps only where times differ.
let best = Infinity;

function go(place, called, seconds) {
  if (seconds >= best) return;
  if (called === (1 << n) - 1) {
    best = Math.min(best, seconds + numbers[place * n]);
    return;
  }
  for (let next = 1; next < n; next++) {
    if (!(called & (1 << next))) go(next, called | (1 << next), seconds + numbers[place * n + next]);
  }
}

go(0, 1, 0);
console.log(best);
