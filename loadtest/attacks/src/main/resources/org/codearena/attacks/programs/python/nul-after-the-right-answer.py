# expect: wrong-answer
import sys

sys.stdout.write("42\0junk\n")
