# expect: accepted
import socket

for host, port in (("127.0.0.1", 5432), ("127.0.0.1", 6379), ("127.0.0.1", 5672), ("127.0.0.1", 8080),
                   ("169.254.169.254", 80), ("8.8.8.8", 53), ("10.0.0.1", 443)):
    for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
        try:
            with socket.socket(socket.AF_INET, kind) as link:
                link.settimeout(0.5)
                link.connect((host, port))
            raise SystemExit(f"could connect to {host}:{port}")
        except OSError:
            pass
print(42)
