const [n, ...numbers] = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);
const time = (from, to) => numbers[Math.min(from, to) * n + Math.max(from, to)]; // knows no one-way streets

const best = Array.from({ length: 1 << n }, () => new Array(n).fill(Infinity));
best[1][0] = 0;
for (let called = 1; called < 1 << n; called += 2) {
  for (let last = 0; last < n; last++) {
    if (best[called][last] === Infinity) continue;
    for (let next = 1; next < n; next++) {
      if (called & (1 << next)) continue;
      const longer = best[called | (1 << next)];
      longer[next] = Math.min(longer[next], best[called][last] + time(last, next));
    }
  }
}
console.log(best.at(-1).reduce((least, way, last) => Math.min(least, way + time(last, 0)), Infinity));
