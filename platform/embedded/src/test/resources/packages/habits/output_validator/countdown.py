import argparse
import sys
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("input", type=Path)
parser.add_argument("answer", type=Path)
parser.add_argument("feedback", type=Path)
parser.add_argument("--hint")
parser.add_argument("--group", default="")
given = parser.parse_args()
if given.hint != "there are more passes than one":
    sys.exit("the hint is " + repr(given.hint))

number = int(given.input.read_text())
with open(given.feedback / "judgemessage.txt", "a") as message:
    message.write(f"{number} {given.group}\n")
if sys.stdin.read().split() != [str(number - 1)]:
    (given.feedback / "teammessage.txt").write_text(given.hint)
    sys.exit(43)
if number > 1:
    (given.feedback / "nextpass.in").write_text(str(number - 1))
sys.exit(42)
