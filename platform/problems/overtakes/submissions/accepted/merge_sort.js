const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');
let from = Int32Array.from(line.split(' ').map(Number));
let to = new Int32Array(from.length);

let pairs = 0;
for (let width = 1; width < from.length; width *= 2) {
  for (let start = 0; start < from.length; start += 2 * width) {
    const middle = Math.min(start + width, from.length);
    const end = Math.min(start + 2 * width, from.length);
    let [left, right] = [start, middle];
    for (let i = start; i < end; i++) {
      if (right === end || (left < middle && from[left] < from[right])) {
        to[i] = from[left++];
      } else {
        pairs += middle - left; // everybody still waiting on the left started later
        to[i] = from[right++];
      }
    }
  }
  [from, to] = [to, from];
}
console.log(pairs);
