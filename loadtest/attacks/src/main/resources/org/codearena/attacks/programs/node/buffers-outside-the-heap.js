// expect: memory-limit-exceeded
const hoard = [];
for (;;) hoard.push(Buffer.alloc(32 << 20, 1));
