# expect: run-time-error, memory-limit-exceeded, time-limit-exceeded
import sys

sys.setrecursionlimit(10**9)


def fall(depth):
    return fall(depth + 1) + 1


print(fall(0))
