import sys
from pathlib import Path

feedback = Path(sys.argv[3])
if sys.argv[4:] != ["--say", "not the sum"]:
    sys.exit("called with " + repr(sys.argv[4:]))
count = int(Path(sys.argv[1]).read_text())
sys.stdout.write(str(count) + "\n" + "".join(str(i) + "\n" for i in range(count)))
sys.stdout.flush()
answer = sys.stdin.read().split()
if answer != [str(count * (count - 1) // 2)]:
    (feedback / "teammessage.txt").write_text(sys.argv[5])
    sys.exit(43)
sys.exit(42)
