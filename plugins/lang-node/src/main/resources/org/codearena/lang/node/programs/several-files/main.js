const { WORDS } = require("./text/words");

console.log(WORDS);
