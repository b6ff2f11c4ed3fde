# expect: accepted
import os

opened = {int(name) for name in os.listdir("/proc/self/fd")}
for extra in sorted(opened - {0, 1, 2}):
    try:
        os.fstat(extra)
        raise SystemExit(f"found descriptor {extra}: {os.readlink('/proc/self/fd/%d' % extra)}")
    except OSError:
        pass
print(42)
