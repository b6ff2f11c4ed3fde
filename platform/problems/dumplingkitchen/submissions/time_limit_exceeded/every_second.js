const [, dumplings, ...paces] = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

let seconds = 0;
let finished = 0;
while (finished < dumplings) {
  seconds++;
  for (const pace of paces) {
    if (seconds % pace === 0) finished++;
  }
}
console.log(seconds);
