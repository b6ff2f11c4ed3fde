import sys

lines = sys.stdin.read().splitlines()
days = list(map(int, lines[1].split()))
for line in lines[2:]:
    word, a, b = line.split()
    if word == "set":
        days[int(a) - 1] = int(b)
        continue
    best, ending = -(10**9), 0
    for day in days[int(a) - 1 : int(b)]:
        ending = max(0, ending) + day
        best = max(best, ending)
    print(best)
