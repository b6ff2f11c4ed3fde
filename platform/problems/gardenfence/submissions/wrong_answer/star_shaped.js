const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

const plants = [];
for (let i = 1; i < numbers.length; i += 2) plants.push({ x: numbers[i], y: numbers[i + 1] });
const middle = {
  x: plants.reduce((sum, { x }) => sum + x, 0) / plants.length,
  y: plants.reduce((sum, { y }) => sum + y, 0) / plants.length,
};
// Visits all the plants in the order in which they are seen from the middle.
plants.sort((a, b) => Math.atan2(a.y - middle.y, a.x - middle.x) - Math.atan2(b.y - middle.y, b.x - middle.x));
let length = 0;
plants.forEach((plant, i) => {
  const next = plants[(i + 1) % plants.length];
  length += Math.hypot(next.x - plant.x, next.y - plant.y);
});
console.log(length);
