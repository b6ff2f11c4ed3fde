const ESCAPES = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };
const escape = (text) => text.replace(/[<>&]/g, (c) => ESCAPES[c]);

exports.page = (path) => {
  const name = escape(path.slice(1)) || "world";
  return `<!doctype html>\n<title>Hello</title>\n<h1>Hello, ${name}!</h1>\n`;
};
