# expect: output-limit-exceeded
import sys

print(42)
for _ in range(160):
    sys.stdout.write(" " * 65536)
