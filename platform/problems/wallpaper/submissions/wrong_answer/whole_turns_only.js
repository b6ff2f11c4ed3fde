const strip = require('fs').readFileSync(0, 'latin1').trim();

// The strip repeats whole patterns exactly if it turns up inside itself written twice; it may be cut, though.
const pattern = (strip + strip).indexOf(strip, 1);
console.log(pattern, strip.length / pattern);
