"""Takes the rings in the first pass, mixes them up for the second one, and holds the count against the one that was sent."""

import os
import random
import re
import sys

PIGEONS = {{pigeons}}
RING = {{ring}}
ACCEPTED, WRONG = 42, 43
feedback = sys.argv[3]
sent = os.path.join(feedback, "sent.txt")


def end(code, message):
    with open(os.path.join(feedback, "judgemessage.txt"), "a") as file:
        file.write(message + "\n")
    sys.exit(code)


def words():
    text = sys.stdin.buffer.read(10_000)
    found = text.split()
    if len(text) == 10_000 or not all(re.fullmatch(rb"[0-9]{1,12}", word) for word in found):
        end(WRONG, f"integers of 0 and more expected, got {text[:100]!r}")
    return [int(word) for word in found]


def lighthouse():
    with open(sys.argv[1]) as file:
        count = file.read().split()[1]
    numbers = words()
    if not numbers or len(numbers) - 1 != numbers[0]:
        end(WRONG, "the number of pigeons and as many rings expected")
    rings = numbers[1:]
    if len(rings) > PIGEONS:
        end(WRONG, f"{len(rings)} pigeons were sent, there are {PIGEONS}")
    if not all(1 <= ring <= RING for ring in rings):
        end(WRONG, f"a ring is not from 1 to {RING}: {rings}")
    random.Random(int(count)).shuffle(rings)
    with open(sent, "w") as file:
        file.write(count)
    with open(os.path.join(feedback, "nextpass.in"), "w") as file:
        file.write(f"receive\n{len(rings)}\n{' '.join(map(str, rings))}\n")
    end(ACCEPTED, f"sent with {len(rings)} pigeons")


def harbour():
    with open(sent) as file:
        count = int(file.read())
    numbers = words()
    if numbers != [count]:
        end(WRONG, f"the count was {count}, received was {numbers[:5]}")
    end(ACCEPTED, "received")


harbour() if os.path.exists(sent) else lighthouse()
