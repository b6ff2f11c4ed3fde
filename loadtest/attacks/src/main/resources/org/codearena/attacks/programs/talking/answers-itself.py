# expect: wrong-answer, run-time-error, time-limit-exceeded
import os

# Reads back what it said, and writes where the interactor's words arrive.
for path in ("/proc/self/fd/0", "/proc/self/fd/1"):
    try:
        both = os.open(path, os.O_RDWR | os.O_NONBLOCK)
        os.write(both, b"right\n" * 100)
        os.read(both, 100)
    except OSError:
        pass
os.write(1, b"41\n")
while b"right" not in os.read(0, 1000):
    pass
