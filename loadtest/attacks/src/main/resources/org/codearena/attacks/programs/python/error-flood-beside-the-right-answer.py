# expect: accepted
import sys

print(42)
for _ in range(512):
    sys.stderr.write("e" * 65536)
