// expect: run-time-error
const fall = (depth) => fall(depth + 1) + 1;
console.log(fall(0));
