# expect: wrong-answer
import sys

sys.stdout.buffer.write(bytes(range(256)))
