import sys
from pathlib import Path

wanted = Path(sys.argv[2]).read_text().split()
sys.exit(42 if sys.stdin.read().split() == [str(int(wanted[0]) * {{factor}}), "{{unit}}"] else 43)
