import re
import sys

text = sys.stdin.read()
match = re.fullmatch(r"([1-9]\d*)\n([FLR]+)\n", text)
assert match, "a number and a program of F, L and R expected"
assert int(match.group(1)) <= 10**12, "k is out of range"
assert len(match.group(2)) <= 10**5, "the program is too long"
sys.exit(42)
