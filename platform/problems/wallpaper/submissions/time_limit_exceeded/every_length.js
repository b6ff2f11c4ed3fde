const strip = require('fs').readFileSync(0, 'latin1').trim();

function prints(pattern) {
  for (let i = pattern; i < strip.length; i++) {
    if (strip[i] !== strip[i - pattern]) return false;
  }
  return true;
}

let pattern = 1;
while (!prints(pattern)) pattern++;
console.log(pattern, Math.ceil(strip.length / pattern));
