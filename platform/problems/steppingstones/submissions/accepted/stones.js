const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
const [n, reach] = numbers;
const coins = numbers.slice(2);

// best[stone]; the bank is stone 0. The queue holds the stones that may still be the best to come from.
const best = [0];
const queue = [0];
let head = 0;
for (let stone = 1; stone <= n; stone++) {
  if (queue[head] < stone - reach) head++;
  best[stone] = best[queue[head]] + coins[stone - 1];
  while (queue.length > head && best[queue[queue.length - 1]] <= best[stone]) queue.pop();
  queue.push(stone);
}
console.log(best[n]);
