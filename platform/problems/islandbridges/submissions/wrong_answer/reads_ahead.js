const [size, ...book] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const n = Number(size.split(' ')[0]);
const parent = Int32Array.from({ length: n + 1 }, (_, island) => island);

function find(island) {
  while (parent[island] !== island) {
    parent[island] = parent[parent[island]];
    island = parent[island];
  }
  return island;
}

const lines = book.map((line) => line.split(' '));
// Builds every bridge before it answers the first question.
for (const [word, a, b] of lines) {
  if (word === 'build') parent[find(Number(a))] = find(Number(b));
}
for (const [word, a, b] of lines) {
  if (word === 'ask') console.log(find(Number(a)) === find(Number(b)) ? 'yes' : 'no');
}
