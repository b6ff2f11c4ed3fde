import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "" and len(lines) == 2, "two lines expected, each ending with a newline"
assert re.fullmatch(r"[1-9]\d* [1-9]\d*", lines[0]), "n and k expected"
n, k = map(int, lines[0].split())
assert k <= n <= 3 * 10**5, "n or k is out of range"
assert re.fullmatch(r"(0|-?[1-9]\d*)( (0|-?[1-9]\d*))*", lines[1]), "the coins are not integers"
coins = list(map(int, lines[1].split()))
assert len(coins) == n and max(map(abs, coins)) <= 10**9, "the coins do not fit"
sys.exit(42)
