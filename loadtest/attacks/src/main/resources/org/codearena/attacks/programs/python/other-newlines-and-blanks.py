# expect: accepted
import sys

sys.stdout.write("\r\n \t 42 \r\n\n")
