# expect: time-limit-exceeded
import time

print(42, flush=True)
time.sleep(60)
