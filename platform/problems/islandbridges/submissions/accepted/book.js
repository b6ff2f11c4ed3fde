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

const answers = [];
for (const line of book) {
  const [word, first, second] = line.split(' ');
  const [a, b] = [find(Number(first)), find(Number(second))];
  if (word === 'build') parent[a] = b;
  else answers.push(a === b ? 'yes' : 'no');
}
console.log(answers.join('\n'));
