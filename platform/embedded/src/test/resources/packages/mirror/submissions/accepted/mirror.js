const lines = require('readline').createInterface({ input: process.stdin });

lines.on('line', (word) => {
    if (word === '.') process.exit(0);
    console.log([...word].reverse().join(''));
});
