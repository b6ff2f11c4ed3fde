const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');
const arrivals = line.split(' ').map(Number);

let swaps = 0;
for (let i = 1; i < arrivals.length; i++) {
  for (let j = i; j > 0 && arrivals[j - 1] > arrivals[j]; j--) {
    [arrivals[j - 1], arrivals[j]] = [arrivals[j], arrivals[j - 1]];
    swaps++;
  }
}
console.log(swaps);
