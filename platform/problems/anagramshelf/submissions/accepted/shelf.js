const titles = require('fs').readFileSync(0, 'utf8').trim().split('\n').slice(1);

const shelves = new Map();
let pairs = 0;
for (const title of titles) {
  const letters = [...title].sort().join('');
  const others = shelves.get(letters) ?? 0;
  pairs += others;
  shelves.set(letters, others + 1);
}
console.log(pairs);
