module.exports = (words) => console.log(words);
