const [count, ...rest] = require('fs').readFileSync(0, 'utf8').toUpperCase().split('\n');
const lines = rest.slice(0, Number(count));
const width = Math.max(...lines.map((line) => line.length));
const frame = '+' + '-'.repeat(width + 2) + '+';

console.log(frame);
for (const line of lines) {
  const left = Math.floor((width - line.length) / 2);
  console.log('| ' + (' '.repeat(left) + line).padEnd(width) + ' |');
}
console.log(frame);
