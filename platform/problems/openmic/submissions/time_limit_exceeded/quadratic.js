const [, ...lines] = require('fs').readFileSync(0, 'utf8').trim().split('\n');

// best[i]: the most acts if act i is the last; looks at every earlier act.
const acts = lines.map((line) => line.split(' ').map(Number));
acts.sort((a, b) => a[1] - b[1]);
const best = new Int32Array(acts.length);
let most = 0;
for (let i = 0; i < acts.length; i++) {
  best[i] = 1;
  for (let j = 0; j < i; j++) {
    if (acts[j][1] <= acts[i][0] && best[j] + 1 > best[i]) {
      best[i] = best[j] + 1;
    }
  }
  most = Math.max(most, best[i]);
}
console.log(most);
