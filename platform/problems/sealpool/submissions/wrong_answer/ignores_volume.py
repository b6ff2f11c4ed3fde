import sys

data = sys.stdin.read().split()
temperatures = list(map(float, data[2::2]))
print(sum(temperatures) / len(temperatures))
