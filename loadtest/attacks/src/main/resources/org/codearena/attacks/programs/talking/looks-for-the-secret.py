# expect: accepted
import os
import signal

seen = [name for name in os.listdir("/proc") if name.isdigit() and int(name) not in (1, os.getpid(), os.getppid())]
if seen:
    raise SystemExit("sees the other: " + str(seen))
for path in ("/test", "/out", "/input", "/proc/self/fd/0/../test.in"):
    try:
        if os.listdir(path):
            raise SystemExit("sees files: " + path)
    except OSError:
        pass
for path in ("/proc/self/fd/0", "/proc/self/fd/1"):
    try:
        os.fstatvfs(os.open(path, os.O_RDWR | os.O_NONBLOCK))
    except OSError:
        pass
try:
    os.kill(-1, signal.SIGKILL)
except OSError:
    pass
print(42, flush=True)
input()
