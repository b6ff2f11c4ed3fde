# expect: time-limit-exceeded, run-time-error, memory-limit-exceeded
import os

while True:
    try:
        os.fork()
    except OSError:
        pass
