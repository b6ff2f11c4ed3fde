# expect: accepted
import os
import socket

with socket.socket(socket.AF_UNIX) as link:
    try:
        link.connect("\0codearena")
        raise SystemExit("somebody listens")
    except OSError:
        pass
if os.fork() == 0:
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("\0codearena")
        server.listen()
        server.accept()
print(42)
