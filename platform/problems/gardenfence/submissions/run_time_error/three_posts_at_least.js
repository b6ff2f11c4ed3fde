const numbers = require('fs').readFileSync(0, 'utf8').trim().split(/\s+/).map(Number);

const plants = [];
for (let i = 1; i < numbers.length; i += 2) plants.push({ x: numbers[i], y: numbers[i + 1] });
plants.sort((a, b) => a.x - b.x || a.y - b.y);

const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);

function chainLength(row) {
  const posts = [];
  for (const plant of row) {
    while (turn(posts.at(-2), posts.at(-1), plant) <= 0) posts.pop(); // TypeError: there may be fewer than two posts
    posts.push(plant);
  }
  let length = 0;
  for (let i = 1; i < posts.length; i++) {
    length += Math.hypot(posts[i].x - posts[i - 1].x, posts[i].y - posts[i - 1].y);
  }
  return length;
}

console.log(chainLength(plants) + chainLength(plants.reverse()));
