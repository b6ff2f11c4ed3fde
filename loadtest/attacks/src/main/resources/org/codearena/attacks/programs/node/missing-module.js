// expect: run-time-error, compile-error
const { answer } = require("./nowhere");
console.log(answer);
