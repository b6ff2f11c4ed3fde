console.log((1 / Number(require('fs').readFileSync(0, 'utf8'))).toFixed(3));
