import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
acts = sorted(zip(numbers[2::2], numbers[1::2]))  # by end
count = free = 0
for end, begin in acts:
    if begin >= free:
        count += 1
        free = end
print(count)
