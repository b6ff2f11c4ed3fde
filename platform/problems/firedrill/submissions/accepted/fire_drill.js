const [size, ...plan] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const [rows, columns] = size.split(' ').map(Number);

const distance = new Int32Array(rows * columns).fill(-1);
const queue = [];
let floor = 0;
for (let row = 0; row < rows; row++) {
  for (let column = 0; column < columns; column++) {
    if (plan[row][column] !== '#') floor++;
    if (plan[row][column] === 'E') visit(row, column, 0);
  }
}

function visit(row, column, steps) {
  if (row < 0 || row >= rows || column < 0 || column >= columns) return;
  const place = row * columns + column;
  if (plan[row][column] === '#' || distance[place] >= 0) return;
  distance[place] = steps;
  queue.push(place);
}

let worst = 0;
for (let head = 0; head < queue.length; head++) {
  const row = Math.floor(queue[head] / columns);
  const column = queue[head] % columns;
  worst = distance[queue[head]];
  visit(row - 1, column, worst + 1);
  visit(row + 1, column, worst + 1);
  visit(row, column - 1, worst + 1);
  visit(row, column + 1, worst + 1);
}
console.log(queue.length < floor ? 'trapped' : worst);
