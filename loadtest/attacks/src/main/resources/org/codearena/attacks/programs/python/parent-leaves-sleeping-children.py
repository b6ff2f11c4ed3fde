# expect: wrong-answer
import os
import time

for _ in range(20):
    if os.fork() == 0:
        time.sleep(20)
        os._exit(0)
print("wrong")
