# expect: time-limit-exceeded
import os

for _ in range(4):
    if os.fork() == 0:
        while True:
            pass
for _ in range(4):
    os.wait()
print(42)
