console.log("Hello, wörld! 你好");
