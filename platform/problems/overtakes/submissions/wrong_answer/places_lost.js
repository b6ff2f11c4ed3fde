const [, line] = require('fs').readFileSync(0, 'utf8').split('\n');

let lost = 0;
line.split(' ').map(Number).forEach((runner, place) => {
  lost += Math.max(0, place + 1 - runner); // who loses one place and wins one back has met two others
});
console.log(lost);
