const [size, ...plan] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const [rows, columns] = size.split(' ').map(Number);

let frontier = [];
for (let row = 0; row < rows; row++) {
  for (let column = 0; column < columns; column++) {
    if (plan[row][column] === 'E') frontier.push(row * columns + column);
  }
}
const seen = new Uint8Array(rows * columns);
for (const place of frontier) seen[place] = 1;
let steps = -1;
while (frontier.length > 0) {
  steps++;
  const next = [];
  for (const place of frontier) {
    const row = Math.floor(place / columns);
    const column = place % columns;
    for (const [a, b] of [[row - 1, column], [row + 1, column], [row, column - 1], [row, column + 1]]) {
      if (a < 0 || a >= rows || b < 0 || b >= columns || plan[a][b] === '#' || seen[a * columns + b]) continue;
      seen[a * columns + b] = 1;
      next.push(a * columns + b);
    }
  }
  frontier = next;
}
console.log(Math.max(steps, 0)); // never says "trapped"
