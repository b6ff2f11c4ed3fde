"""Thinks of the sum of the two numbers of the input, tells of each guess what is wrong with it, and ends after 20."""
import os
import sys


def judged(status, why):
    with open(os.path.join(sys.argv[3], "judgemessage.txt"), "w") as message:
        message.write(why)
    os._exit(status)


with open(sys.argv[1]) as file:
    secret = sum(map(int, file.read().split()))
try:
    for guesses in range(20):
        line = sys.stdin.readline(100)
        if not line.strip().isdigit():
            judged(43, "no number: " + repr(line))
        guess = int(line)
        if not 1 <= guess <= 100:
            judged(43, "outside 1 to 100: " + str(guess))
        print("right" if guess == secret else "lower" if guess > secret else "higher", flush=True)
        if guess == secret:
            judged(42 if sys.stdin.readline(100) == "" else 43, "guesses: " + str(guesses + 1))
    judged(43, "too many guesses")
except BrokenPipeError:
    judged(43, "does not listen")
