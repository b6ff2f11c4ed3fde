import sys

lines = sys.stdin.read().splitlines()
n = int(lines[0].split()[0])
group = list(range(n + 1))
for line in lines[1:]:
    word, a, b = line.split()
    a, b = group[int(a)], group[int(b)]
    if word == "ask":
        print("yes" if a == b else "no")
    elif a != b:
        group = [b if name == a else name for name in group]  # every island, every time
