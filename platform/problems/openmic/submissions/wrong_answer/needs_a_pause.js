const [, ...lines] = require('fs').readFileSync(0, 'utf8').trim().split('\n');

const acts = lines.map((line) => line.split(' ').map(Number));
acts.sort((a, b) => a[1] - b[1]);
let count = 0;
let free = -1;
for (const [begin, end] of acts) {
  if (begin > free) { // an act may begin when another ends
    count++;
    free = end;
  }
}
console.log(count);
