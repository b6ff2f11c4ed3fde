import sys
from pathlib import Path

target = int(Path(sys.argv[1]).read_text())
try:
    points = 10 - abs(target - int(sys.stdin.read()))
except ValueError:
    points = -1
if points < 0:
    (Path(sys.argv[3]) / "judgemessage.txt").write_text("too far off, or no number\n")
    sys.exit(43)
(Path(sys.argv[3]) / "score.txt").write_text(f"{points}\n")
sys.exit(42)
