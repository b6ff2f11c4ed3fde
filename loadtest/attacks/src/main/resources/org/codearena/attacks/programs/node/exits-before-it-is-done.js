// expect: wrong-answer
setTimeout(() => console.log(42), 50);
setImmediate(() => process.exit(0));
