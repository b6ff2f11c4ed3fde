const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const [n, q] = numbers;

const until = [0];
for (let day = 1; day <= n; day++) {
  until.push(until[day - 1] + numbers[day + 1]);
}
const totals = [];
for (let claim = 0; claim < q; claim++) {
  const [first, last] = numbers.slice(n + 2 + 2 * claim, n + 4 + 2 * claim);
  totals.push(until[last] - until[first - 1]);
}
console.log(totals.join('\n'));
