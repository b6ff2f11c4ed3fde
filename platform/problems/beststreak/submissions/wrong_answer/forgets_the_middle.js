const [size, numbers, ...things] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const days = numbers.split(' ').map(Number);
const leaves = 1 << Math.ceil(Math.log2(Number(size.split(' ')[0])));

const NOTHING = { total: 0, head: -Infinity, tail: -Infinity, best: -Infinity };

function join(left, right) {
  return {
    total: left.total + right.total,
    head: Math.max(left.head, left.total + right.head),
    tail: Math.max(right.tail, right.total + left.tail),
    best: Math.max(left.best, right.best), // forgets the streaks that cross the middle
  };
}

const tree = new Array(2 * leaves).fill(NOTHING);
days.forEach((day, i) => { tree[leaves + i] = { total: day, head: day, tail: day, best: day }; });
for (let node = leaves - 1; node > 0; node--) tree[node] = join(tree[2 * node], tree[2 * node + 1]);

const answers = [];
for (const thing of things) {
  const [word, first, last] = thing.split(' ');
  let left = NOTHING;
  let right = NOTHING;
  if (word === 'set') {
    let node = leaves + Number(first) - 1;
    const day = Number(last);
    tree[node] = { total: day, head: day, tail: day, best: day };
    for (node >>= 1; node > 0; node >>= 1) tree[node] = join(tree[2 * node], tree[2 * node + 1]);
    continue;
  }
  for (let a = leaves + Number(first) - 1, b = leaves + Number(last); a < b; a >>= 1, b >>= 1) {
    if (a & 1) left = join(left, tree[a++]);
    if (b & 1) right = join(tree[--b], right);
  }
  answers.push(join(left, right).best);
}
console.log(answers.join('\n'));
