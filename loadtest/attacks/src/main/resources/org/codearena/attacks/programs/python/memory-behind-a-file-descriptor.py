# expect: memory-limit-exceeded, run-time-error
import os

hoard = os.memfd_create("hoard")
while True:
    os.write(hoard, b"x" * (1 << 20))
