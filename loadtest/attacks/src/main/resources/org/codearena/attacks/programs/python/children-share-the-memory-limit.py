# expect: memory-limit-exceeded
import os
import time

for _ in range(8):
    if os.fork() == 0:
        hoard = bytearray(40 << 20)
        for i in range(0, len(hoard), 4096):
            hoard[i] = 1
        time.sleep(5)
        os._exit(0)
for _ in range(8):
    os.wait()
print(42)
