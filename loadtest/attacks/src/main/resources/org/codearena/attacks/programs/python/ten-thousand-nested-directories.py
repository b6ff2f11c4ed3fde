# expect: accepted, time-limit-exceeded, memory-limit-exceeded, run-time-error
import os

os.chdir("/tmp")
try:
    for _ in range(10_000):
        os.mkdir("d")
        os.chdir("d")
except OSError:
    pass
print(42)
