// expect: output-limit-exceeded
const line = "y\n".repeat(32768);
const flood = () => process.stdout.write(line, flood);
flood();
