import base64, hashlib, os, socketserver, threading

go_on = threading.Event()


class Program(socketserver.StreamRequestHandler):
    def handle(self):
        head = []
        line = self.rfile.readline()
        while line.strip():
            head.append(line.decode("latin-1").strip())
            line = self.rfile.readline()
        fields = {h.split(":", 1)[0].lower(): h.split(":", 1)[1].strip() for h in head[1:]}
        path = head[0].split(" ")[1].split("?")[0].strip("/")
        getattr(self, path.replace("-", "_"), self.show)(head, fields)

    def send(self, text):
        self.wfile.write(text.encode("latin-1") if isinstance(text, str) else text)
        self.wfile.flush()

    def show(self, head, fields):
        body = "\n".join(head)
        self.send("HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2\r\nKeep-Alive: timeout=5\r\nConnection: keep-alive\r\n"
                  "Content-Length: %d\r\n\r\n" % len(body) + ("" if head[0].startswith("HEAD") else body))
        if head[0].startswith("HEAD"):
            return

    def echo(self, head, fields):
        if fields.get("transfer-encoding") == "chunked":
            body = b""
            size = int(self.rfile.readline(), 16)
            while size:
                body += self.rfile.read(size)
                self.rfile.readline()
                size = int(self.rfile.readline(), 16)
            self.rfile.readline()
        else:
            body = self.rfile.read(int(fields["content-length"]))
        self.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)

    def chunked(self, head, fields):
        self.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\none \r\n3\r\ntwo\r\n0\r\nT: x\r\n\r\n")

    def close(self, head, fields):
        self.send("HTTP/1.0 200 OK\r\n\r\nuntil the end")

    def continued(self, head, fields):
        self.send("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nearly")

    def empty(self, head, fields):
        self.send("HTTP/1.1 204 No Content\r\n\r\n")

    def moved(self, head, fields):
        self.send("HTTP/1.1 302 Found\r\nLocation: http://localhost:3000/there?x\r\nContent-Length: 0\r\n\r\n")

    def slow(self, head, fields):
        self.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nfirst\r\n")
        go_on.wait(60)
        self.send("6\r\nsecond\r\n0\r\n\r\n")

    def go_on(self, head, fields):
        go_on.set()
        self.show(head, fields)

    def nonsense(self, head, fields):
        self.send("SSH-2.0-OpenSSH_9.2\r\n")

    def nothing(self, head, fields):
        pass

    def switch(self, head, fields):
        self.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n")

    def teapot(self, head, fields):
        self.send("HTTP/1.1 418 Teapot\r\nContent-Length: 0\r\n\r\n")

    def socket(self, head, fields):
        key = fields["sec-websocket-key"] + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
        accept = base64.b64encode(hashlib.sha1(key.encode()).digest()).decode()
        self.send("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: any\r\n\r\n" % accept)
        first, length = self.rfile.read(2)
        mask = self.rfile.read(4)
        data = bytes(b ^ mask[i % 4] for i, b in enumerate(self.rfile.read(length & 127)))
        self.send(bytes([first, len(data)]) + data)
        self.rfile.read(1)


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


Server(("127.0.0.1", int(os.environ["PORT"])), Program).serve_forever()
