const assert = require("node:assert");
const test = require("node:test");
const { page } = require("./page");

test("greets the world", () => assert.match(page("/"), /<h1>Hello, world!<\/h1>/));
test("greets by name", () => assert.match(page("/Ada"), /<h1>Hello, Ada!<\/h1>/));
test("names are text", () => assert.match(page("/<b>"), /&lt;b&gt;/));
