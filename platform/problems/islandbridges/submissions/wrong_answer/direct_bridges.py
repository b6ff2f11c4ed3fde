import sys

bridges = set()
for line in sys.stdin.read().splitlines()[1:]:
    word, a, b = line.split()
    if word == "build":
        bridges |= {(a, b), (b, a)}
    else:
        print("yes" if a == b or (a, b) in bridges else "no")  # knows no chains
