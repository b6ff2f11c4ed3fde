const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

let volume = 0;
let heat = 0;
for (let i = 1; i < numbers.length; i += 2) {
  volume += numbers[i];
  heat += numbers[i] * numbers[i + 1];
}
console.log((heat / volume).toFixed(2)); // too coarse
