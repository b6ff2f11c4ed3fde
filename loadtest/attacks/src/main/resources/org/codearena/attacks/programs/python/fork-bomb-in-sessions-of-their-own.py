# expect: time-limit-exceeded, run-time-error, memory-limit-exceeded
import os

while True:
    try:
        if os.fork() == 0:
            os.setsid()
    except OSError:
        pass
