const fs = require('fs');

for (;;) {
  fs.writeSync(1, 'more and more and more\n'.repeat(1000));
  fs.writeSync(2, 'and more\n'.repeat(1000));
}
