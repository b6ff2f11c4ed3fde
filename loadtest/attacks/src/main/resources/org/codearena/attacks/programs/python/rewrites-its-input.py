# expect: accepted
import os

for attempt in (lambda: os.write(0, b"x"), lambda: os.ftruncate(0, 0),
                lambda: os.close(os.open("/proc/self/fd/0", os.O_RDWR))):
    try:
        attempt()
        raise SystemExit("could change the input")
    except OSError:
        pass
print(42)
