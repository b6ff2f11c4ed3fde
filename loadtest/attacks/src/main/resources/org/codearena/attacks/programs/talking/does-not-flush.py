# expect: time-limit-exceeded
import sys

print(50)
sys.stdin.readline()
