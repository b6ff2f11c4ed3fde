const [size, ...book] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const n = Number(size.split(' ')[0]);
const groups = Array.from({ length: n }, (_, island) => ({ island })); // no place for island n

function find(group) {
  while (group.parent) group = group.parent;
  return group;
}

for (const line of book) {
  const [word, first, second] = line.split(' ');
  const [a, b] = [find(groups[first]), find(groups[second])];
  if (word === 'ask') console.log(a === b ? 'yes' : 'no');
  else if (a !== b) a.parent = b;
}
