// expect: time-limit-exceeded
setInterval(() => {}, 1000);
