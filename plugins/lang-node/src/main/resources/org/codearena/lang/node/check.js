// Started in the compile box as: check.js ENTRY FILE...
// Copies the files to /out and parses every script and module. A file with a syntax error is reported in V8's own words,
// and then nothing runs.
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const OUT = '/out';
const COMMONJS = ['exports', 'require', 'module', '__filename', '__dirname'];
const [entry, ...files] = process.argv.slice(1);

function copy(file, content) {
  const target = path.join(OUT, file);
  fs.mkdirSync(path.dirname(target), { recursive: true });
  fs.writeFileSync(target, content);
}

function parseScript(source, file) {
  vm.compileFunction(source, COMMONJS, { filename: file });
}

/** Inside a script whose errors are displayed, because a module's own error does not say where in the file it is. */
function parseModule(source, file) {
  globalThis.makeModule = () => new vm.SourceTextModule(source, { identifier: file });
  vm.runInThisContext('makeModule()', { displayErrors: true });
}

/** A .js file outside any package that says what it is may be either; Node asks the syntax, and so do we. */
function parseEither(source, file) {
  try {
    parseScript(source, file);
  } catch (asScript) {
    try {
      parseModule(source, file);
    } catch (asModule) {
      throw /^\s*(import|export)\b/m.test(source) ? asModule : asScript;
    }
  }
}

/** "module", "commonjs", or undefined where the nearest package.json says nothing or there is none. */
function packageType(file) {
  for (let at = path.dirname(file); ; at = path.dirname(at)) {
    const description = path.join(at, 'package.json');
    if (files.includes(description)) {
      return typeIn(fs.readFileSync(description, 'utf8'));
    }
    if (at === '.') {
      return undefined;
    }
  }
}

function typeIn(description) {
  try {
    return JSON.parse(description).type;
  } catch {
    return undefined; // reported for the description itself
  }
}

function parse(source, file) {
  switch (path.extname(file)) {
    case '.mjs':
      return parseModule(source, file);
    case '.cjs':
      return parseScript(source, file);
    case '.js': {
      const type = packageType(file);
      return type === 'module' ? parseModule(source, file) : type ? parseScript(source, file) : parseEither(source, file);
    }
    default:
      return file === entry ? parseEither(source, file) : undefined;
  }
}

function check(file) {
  const content = fs.readFileSync(file);
  copy(file, content);
  try {
    if (path.basename(file) === 'package.json') {
      JSON.parse(content);
    } else {
      parse(content.toString('utf8'), file);
    }
    return true;
  } catch (error) {
    const words = path.extname(file) === '.json' ? `${file}\n${error}` : error.stack.split('\n    at ')[0];
    console.error(words);
    return false;
  }
}

process.exitCode = files.map(check).every(Boolean) ? 0 : 1;
