const A = 'A'.charCodeAt(0);
const LOWER_A = 'a'.charCodeAt(0);

/** Returns a function that reveals one line after the other; the key runs on between them. */
function decoder(key) {
  let position = 0;

  function reveal(letter) {
    const first = letter >= 'a' ? LOWER_A : A;
    const shift = key.charCodeAt(position++ % key.length) - LOWER_A;
    return String.fromCharCode(((letter.charCodeAt(0) - first - shift + 26) % 26) + first);
  }

  return (line) => line.replace(/[a-z]/gi, reveal);
}

module.exports = { decoder };
