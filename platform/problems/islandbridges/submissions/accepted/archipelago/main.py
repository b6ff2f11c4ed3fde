import sys

from groups import Groups

lines = sys.stdin.read().splitlines()
islands = Groups(int(lines[0].split()[0]))
for line in lines[1:]:
    word, a, b = line.split()
    if word == "build":
        islands.join(int(a), int(b))
    else:
        print("yes" if islands.together(int(a), int(b)) else "no")
