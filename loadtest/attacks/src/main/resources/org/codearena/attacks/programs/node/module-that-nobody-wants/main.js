// expect: accepted, compile-error
console.log(42);
