const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
const [n, reach] = numbers;
const coins = numbers.slice(2);

const best = [0];
const queue = [0];
let head = 0;
let most = -Infinity;
for (let stone = 1; stone <= n; stone++) {
  if (queue[head] < stone - reach) head++;
  best[stone] = best[queue[head]] + coins[stone - 1];
  most = Math.max(most, best[stone]); // the best of all stones, but the mill is at the last one
  while (queue.length > head && best[queue[queue.length - 1]] <= best[stone]) queue.pop();
  queue.push(stone);
}
console.log(most);
