# expect: wrong-answer, accepted
import os
import time

print(50, flush=True)
if os.fork() == 0:
    os.setsid()
    time.sleep(60)
    os.write(1, b"42\n")
