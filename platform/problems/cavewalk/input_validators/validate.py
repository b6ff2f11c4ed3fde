import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and 2 <= int(lines[0]) <= 10**5, "n is out of range"
n = int(lines[0])
assert len(lines) == n, "n - 1 passages expected"
root = list(range(n + 1))


def find(chamber):
    while root[chamber] != chamber:
        root[chamber] = chamber = root[root[chamber]]
    return chamber


for line in lines[1:]:
    assert re.fullmatch(r"[1-9]\d* [1-9]\d* [1-9]\d*", line), f"not a passage: {line!r}"
    a, b, length = map(int, line.split())
    assert a <= n and b <= n and length <= 10**9, "a passage is out of range"
    assert find(a) != find(b), "there are two routes between two chambers"
    root[find(a)] = find(b)
sys.exit(42)
