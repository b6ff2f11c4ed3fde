# The question stays in a buffer, and both wait for ever.
import sys

low, high = 1, int(sys.stdin.readline())
while True:
    middle = (low + high) // 2
    print("ask", middle)
    answer = sys.stdin.readline().strip()
    if answer == "here":
        break
    if answer == "lower":
        high = middle - 1
    else:
        low = middle + 1
