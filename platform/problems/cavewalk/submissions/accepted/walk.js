const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const n = numbers[0];

const passages = Array.from({ length: n + 1 }, () => []);
for (let i = 1; i < 3 * n - 2; i += 3) {
  const [a, b, length] = [numbers[i], numbers[i + 1], numbers[i + 2]];
  passages[a].push([b, length]);
  passages[b].push([a, length]);
}

function farthest(start) {
  const distance = new Array(n + 1).fill(-1);
  distance[start] = 0;
  const reached = [start];
  let end = start;
  for (const chamber of reached) {
    if (distance[chamber] > distance[end]) end = chamber;
    for (const [neighbour, length] of passages[chamber]) {
      if (distance[neighbour] >= 0) continue;
      distance[neighbour] = distance[chamber] + length;
      reached.push(neighbour);
    }
  }
  return { end, distance: distance[end] };
}

// A chamber farthest from anywhere is one end of a longest walk.
console.log(farthest(farthest(1).end).distance);
