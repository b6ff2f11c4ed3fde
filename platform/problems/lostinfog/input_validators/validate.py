import re
import sys

text = sys.stdin.read()
assert re.fullmatch(r"[1-9]\d* (0|[1-9]\d*)\n", text), "two integers on one line expected"
length, ferry = map(int, text.split())
assert length <= 10**9, "the river is too long"
assert ferry <= length, "the ferry lies outside"
sys.exit(42)
