const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const n = numbers[0];

const passages = Array.from({ length: n + 1 }, () => []);
for (let i = 1; i < 3 * n - 2; i += 3) {
  const [a, b, length] = [numbers[i], numbers[i + 1], numbers[i + 2]];
  passages[a].push([b, length]);
  passages[b].push([a, length]);
}

let longest = 0;
for (let start = 1; start <= n; start++) {
  const stack = [[start, 0, 0]];
  while (stack.length > 0) {
    const [chamber, from, distance] = stack.pop();
    longest = Math.max(longest, distance);
    for (const [neighbour, length] of passages[chamber]) {
      if (neighbour !== from) stack.push([neighbour, chamber, distance + length]);
    }
  }
}
console.log(longest);
