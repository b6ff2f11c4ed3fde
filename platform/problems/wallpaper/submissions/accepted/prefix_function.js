const strip = require('fs').readFileSync(0, 'latin1').trim();

// border[i]: the longest beginning of the first i + 1 ornaments that is also their end, but not all of them.
const border = new Int32Array(strip.length);
for (let i = 1; i < strip.length; i++) {
  let length = border[i - 1];
  while (length > 0 && strip[length] !== strip[i]) length = border[length - 1];
  border[i] = strip[length] === strip[i] ? length + 1 : 0;
}

const pattern = strip.length - border[strip.length - 1];
console.log(pattern, Math.ceil(strip.length / pattern));
