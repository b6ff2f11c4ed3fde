import sys

while True:
    sys.stdout.write('more and more and more\n' * 1000)
    sys.stderr.write('and more\n' * 1000)
