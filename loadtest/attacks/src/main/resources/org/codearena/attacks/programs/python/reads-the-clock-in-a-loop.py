# expect: time-limit-exceeded
import time

end = time.monotonic() + 10
while time.monotonic() < end:
    pass
print(42)
