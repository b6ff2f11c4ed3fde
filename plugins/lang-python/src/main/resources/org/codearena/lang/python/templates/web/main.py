# A small web server. It serves on the port in the variable PORT, or else on 8000.
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from page import page


class Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        body = page(self.path).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


if __name__ == "__main__":
    port = int(os.environ.get("PORT", "8000"))
    print(f"Serving on http://localhost:{port}", flush=True)
    ThreadingHTTPServer(("", port), Handler).serve_forever()
