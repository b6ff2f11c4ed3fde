const [size, ...plan] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const [rows, columns] = size.split(' ').map(Number);

const distance = plan.map((row) => [...row].map((tile) => (tile === 'E' ? 0 : -1)));
const queue = [];
distance.forEach((row, i) => row.forEach((steps, j) => steps === 0 && queue.push([i, j])));
for (const [i, j] of queue) {
  for (const [a, b] of [[i + 1, j], [i - 1, j], [i, j + 1], [i, j - 1]]) {
    if (plan[a][b] !== '#' && distance[a][b] < 0) { // TypeError above the first and below the last row
      distance[a][b] = distance[i][j] + 1;
      queue.push([a, b]);
    }
  }
}
console.log(queue.length < rows * columns ? 'trapped' : Math.max(...distance.flat()));
