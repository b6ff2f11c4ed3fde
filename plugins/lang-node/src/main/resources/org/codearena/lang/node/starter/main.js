const lines = require("fs").readFileSync(0, "utf8").split("\n");

// The input is in lines; print the answer with console.log().
