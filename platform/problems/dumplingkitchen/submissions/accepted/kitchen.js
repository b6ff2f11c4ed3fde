const [, dumplings, ...paces] = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

function enough(seconds) {
  let finished = 0;
  for (const pace of paces) {
    finished += Math.floor(seconds / pace);
    if (finished >= dumplings) return true;
  }
  return false;
}

let low = 0; // too short
let high = dumplings * paces.reduce((a, b) => Math.min(a, b)); // long enough; at most 10^15, exact in a Number
while (high - low > 1) {
  const middle = Math.floor((low + high) / 2);
  if (enough(middle)) high = middle;
  else low = middle;
}
console.log(high);
