"""Answers as the ferry's bell does. A test whose ferry lies at 0 puts her wherever the questions tell the least."""

import os
import re
import sys

QUESTIONS = {{questions}}
LONGEST_LINE = 100
ACCEPTED, WRONG = 42, 43


def end(code, message):
    with open(os.path.join(sys.argv[3], "judgemessage.txt"), "w") as file:
        file.write(message + "\n")
    os._exit(code)


def tell(text):
    try:
        os.write(1, (text + "\n").encode())
    except BrokenPipeError:
        end(WRONG, "the program ended before the ferry was found")


def asked(length):
    line = sys.stdin.buffer.readline(LONGEST_LINE)
    if not line:
        end(WRONG, "the program ended before the ferry was found")
    words = re.fullmatch(rb"ask ([0-9]{1,12})\s*", line)
    if not words:
        end(WRONG, f"'ask p' expected, got {line!r}")
    place = int(words.group(1))
    if not 1 <= place <= length:
        end(WRONG, f"metre {place} is not of the river, which has {length}")
    return place


def main():
    with open(sys.argv[1]) as file:
        length, ferry = map(int, file.read().split())
    low, high = (ferry, ferry) if ferry else (1, length)
    tell(str(length))
    for question in range(1, QUESTIONS + 1):
        place = asked(length)
        if place == low == high:
            tell("here")
            end(ACCEPTED, f"found at metre {place} with question {question}")
        # Both ends lie on one side unless the ferry may still choose; she takes the larger side.
        below, above = min(high, place - 1) - low + 1, high - max(low, place + 1) + 1
        if above > below:
            low = max(low, place + 1)
            tell("higher")
        else:
            high = min(high, place - 1)
            tell("lower")
    end(WRONG, f"not found with {QUESTIONS} questions")


main()
