import sys
from pathlib import Path

sys.exit(42 if Path("weights.txt").read_text().strip().isdigit() and sys.argv[-1].isdigit() else 43)
