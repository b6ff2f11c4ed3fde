const titles = require('fs').readFileSync(0, 'utf8').trim().split('\n').slice(1);

const shelves = new Map();
let pairs = 0;
for (const title of titles) {
  const shelf = shelves.get([...title].sort().join(''));
  pairs += shelf.length; // TypeError: there is no shelf yet
  shelf.push(title);
}
console.log(pairs);
