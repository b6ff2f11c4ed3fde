import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "" and len(lines) == 2, "two lines expected, each ending with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 3 * 10**5, "n is out of range"
assert re.fullmatch(r"[1-9]\d*( [1-9]\d*)*", lines[1]), "the runners are not positive integers"
assert sorted(map(int, lines[1].split())) == list(range(1, int(lines[0]) + 1)), "not every runner arrives once"
sys.exit(42)
