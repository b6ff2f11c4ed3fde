# expect: accepted
import fcntl
import os

for opening in (lambda: 0, lambda: 1, lambda: 2, lambda: os.open("/dev/tty", os.O_RDWR)):
    try:
        fcntl.ioctl(opening(), 0x5412, b"x")
        raise SystemExit("could type")
    except OSError:
        pass
print(42)
