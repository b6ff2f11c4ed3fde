import sys

data = sys.stdin.read().split()
volumes = list(map(int, data[1::2]))
temperatures = map(float, data[2::2])
print(sum(v * t for v, t in zip(volumes, temperatures)) / sum(volumes))
