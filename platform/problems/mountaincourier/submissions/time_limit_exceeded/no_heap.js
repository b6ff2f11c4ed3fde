const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const [n, m] = numbers;

const trails = Array.from({ length: n }, () => []);
for (let i = 0; i < m; i++) {
  const [a, b, minutes] = numbers.slice(2 + 3 * i, 5 + 3 * i);
  trails[a - 1].push([b - 1, minutes]);
  trails[b - 1].push([a - 1, minutes]);
}

// Dijkstra that looks through all places for the next one.
const best = new Float64Array(2 * n).fill(Infinity);
const done = new Uint8Array(2 * n);
best[0] = 0;
for (;;) {
  let place = -1;
  for (let i = 0; i < 2 * n; i++) {
    if (!done[i] && best[i] < Infinity && (place < 0 || best[i] < best[place])) place = i;
  }
  if (place < 0) break;
  done[place] = 1;
  for (const [hut, minutes] of trails[place % n]) {
    const to = place < n ? hut : hut + n;
    best[to] = Math.min(best[to], best[place] + minutes);
    if (place < n) best[hut + n] = Math.min(best[hut + n], best[place]);
  }
}
console.log(best[2 * n - 1]);
