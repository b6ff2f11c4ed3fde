// expect: run-time-error
console.log(42);
Promise.reject(new Error("nobody listens"));
