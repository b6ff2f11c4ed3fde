# expect: time-limit-exceeded
import sys

print(42, flush=True)
while True:
    sys.stdin.readline()
