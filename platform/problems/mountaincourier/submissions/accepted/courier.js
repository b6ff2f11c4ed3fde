const numbers = require('fs').readFileSync(0, 'utf8').split(/\s+/).map(Number);
const [n, m] = numbers;

const trails = Array.from({ length: n + 1 }, () => []);
for (let i = 0; i < m; i++) {
  const [a, b, minutes] = numbers.slice(2 + 3 * i, 5 + 3 * i);
  trails[a].push([b, minutes]);
  trails[b].push([a, minutes]);
}

class Heap {
  items = [];

  push(item) {
    const { items } = this;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      if (items[parent].time <= item.time) break;
      items[i] = items[parent];
      i = parent;
    }
    items[i] = item;
  }

  pop() {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (items.length === 0) return top;
    let i = 0;
    for (let child = 1; child < items.length; child = 2 * i + 1) {
      if (child + 1 < items.length && items[child + 1].time < items[child].time) child++;
      if (last.time <= items[child].time) break;
      items[i] = items[child];
      i = child;
    }
    items[i] = last;
    return top;
  }
}

// best[0] with the voucher in hand, best[1] once it is used
const best = [new Array(n + 1).fill(Infinity), new Array(n + 1).fill(Infinity)];
const heap = new Heap();

function arrive(time, hut, used) {
  if (time >= best[used][hut]) return;
  best[used][hut] = time;
  heap.push({ time, hut, used });
}

arrive(0, 1, 0);
while (heap.items.length > 0) {
  const { time, hut, used } = heap.pop();
  if (time > best[used][hut]) continue;
  for (const [neighbour, minutes] of trails[hut]) {
    arrive(time + minutes, neighbour, used);
    if (used === 0) arrive(time, neighbour, 1);
  }
}
console.log(best[1][n]);
