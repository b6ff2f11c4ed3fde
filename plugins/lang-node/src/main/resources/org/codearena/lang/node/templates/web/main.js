// A small web server. It serves on the port in the variable PORT, or else on 8000.
const http = require("node:http");
const { page } = require("./page");

const port = Number(process.env.PORT ?? 8000);

http
  .createServer((request, response) => {
    response.setHeader("Content-Type", "text/html; charset=utf-8");
    response.end(page(request.url));
  })
  .listen(port, () => console.log(`Serving on http://localhost:${port}`));
