import sys

sys.exit(42 if float(sys.stdin.read()) != 0 else 43)
