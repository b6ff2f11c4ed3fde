# expect: wrong-answer, output-limit-exceeded, run-time-error
import sys

while True:
    sys.stdout.write("1\n" * 32768)
