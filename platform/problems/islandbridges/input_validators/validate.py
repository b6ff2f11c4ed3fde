import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and q expected"
n, q = map(int, lines[0].split())
assert n <= 10**5 and q <= 10**5, "n or q is out of range"
assert len(lines) == q + 1, "q lines of the book expected"
for line in lines[1:]:
    assert re.fullmatch(r"(build|ask) [1-9]\d* [1-9]\d*", line), f"not a line of the book: {line!r}"
    _, a, b = line.split()
    assert int(a) <= n and int(b) <= n, "an island is out of range"
assert any(line.startswith("ask") for line in lines), "no question is asked"
sys.exit(42)
