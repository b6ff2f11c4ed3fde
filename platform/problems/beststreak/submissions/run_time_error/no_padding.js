const [size, numbers, ...things] = require('fs').readFileSync(0, 'utf8').trim().split('\n');
const days = numbers.split(' ').map(Number);
const leaves = 1 << Math.ceil(Math.log2(Number(size.split(' ')[0])));

const single = (day) => ({ total: day, head: day, tail: day, best: day });
const NOTHING = { total: 0, head: -Infinity, tail: -Infinity, best: -Infinity };

function join(left, right) {
  return {
    total: left.total + right.total,
    head: Math.max(left.head, left.total + right.head),
    tail: Math.max(right.tail, right.total + left.tail),
    best: Math.max(left.best, right.best, left.tail + right.head),
  };
}

const tree = new Array(2 * leaves); // holes behind the last day: TypeError unless n is a power of two
days.forEach((day, i) => { tree[leaves + i] = single(day); });
for (let node = leaves - 1; node > 0; node--) tree[node] = join(tree[2 * node], tree[2 * node + 1]);

function set(day, value) {
  let node = leaves + day - 1;
  tree[node] = single(value);
  for (node >>= 1; node > 0; node >>= 1) tree[node] = join(tree[2 * node], tree[2 * node + 1]);
}

function best(first, last) {
  let left = NOTHING;
  let right = NOTHING;
  for (let a = leaves + first - 1, b = leaves + last; a < b; a >>= 1, b >>= 1) {
    if (a & 1) left = join(left, tree[a++]);
    if (b & 1) right = join(tree[--b], right);
  }
  return join(left, right).best;
}

const answers = [];
for (const thing of things) {
  const [word, a, b] = thing.split(' ');
  if (word === 'set') set(Number(a), Number(b));
  else answers.push(best(Number(a), Number(b)));
}
console.log(answers.join('\n'));
