import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"(0|-?[1-9]\d*) (0|-?[1-9]\d*)\n", text), "one line with two integers expected"
assert all(abs(int(word)) <= 2 * 10**9 for word in text.split()), "a number is out of range"
sys.exit(42)
