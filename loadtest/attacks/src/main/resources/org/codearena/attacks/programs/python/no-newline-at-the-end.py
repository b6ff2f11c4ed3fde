# expect: accepted
import sys

sys.stdout.write("42")
