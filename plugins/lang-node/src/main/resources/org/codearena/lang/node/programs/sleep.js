console.log("before");
setTimeout(() => {}, 60_000);
