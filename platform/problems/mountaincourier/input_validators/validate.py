import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and m expected"
n, m = map(int, lines[0].split())
assert 2 <= n <= 5 * 10**4 and m <= 10**5, "n or m is out of range"
assert len(lines) == m + 1, "m trails expected"
root = list(range(n + 1))


def find(hut):
    while root[hut] != hut:
        root[hut] = hut = root[root[hut]]
    return hut


for line in lines[1:]:
    assert re.fullmatch(r"[1-9]\d* [1-9]\d* (0|[1-9]\d*)", line), f"not a trail: {line!r}"
    a, b, minutes = map(int, line.split())
    assert a <= n and b <= n and a != b and minutes <= 10**9, "a trail is out of range"
    root[find(a)] = find(b)
assert find(1) == find(n), "hut n cannot be reached"
sys.exit(42)
