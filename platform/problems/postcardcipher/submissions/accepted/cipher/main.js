const { readFileSync } = require('fs');
const { decoder } = require('./decoder');

const [key, , ...lines] = readFileSync(0, 'utf8').split('\n');
const decode = decoder(key);
process.stdout.write(lines.map(decode).join('\n'));
