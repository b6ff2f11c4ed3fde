import re
import sys

lines = sys.stdin.read().split("\n")
assert lines.pop() == "", "the input must end with a newline"
assert re.fullmatch(r"[1-9]\d*", lines[0]) and int(lines[0]) <= 2 * 10**5, "n is out of range"
assert len(lines) == int(lines[0]) + 1, "n titles expected"
assert all(re.fullmatch(r"[a-z]{1,10}", line) for line in lines[1:]), "a title is not 1 to 10 letters"
sys.exit(42)
