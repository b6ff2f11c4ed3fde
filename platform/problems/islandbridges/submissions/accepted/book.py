import sys

lines = sys.stdin.read().splitlines()
n = int(lines[0].split()[0])
parent = list(range(n + 1))


def find(island):
    while parent[island] != island:
        parent[island] = island = parent[parent[island]]
    return island


for line in lines[1:]:
    word, a, b = line.split()
    a, b = find(int(a)), find(int(b))
    if word == "build":
        parent[a] = b
    else:
        print("yes" if a == b else "no")
