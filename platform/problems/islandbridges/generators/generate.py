"""Writes data/secret: every test and its answer."""

import random
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 100000
random_source = random.Random(20250914)


def below(bound):
    return int(random_source.random() * bound)


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def answers(n, book):
    """Writes the name of its group on every island, and renames the smaller group when two become one."""
    group = list(range(n + 1))
    members = [[island] for island in range(n + 1)]
    found = []
    for word, a, b in book:
        if word == "ask":
            found.append("yes" if group[a] == group[b] else "no")
        elif group[a] != group[b]:
            small, large = sorted((group[a], group[b]), key=lambda name: len(members[name]))
            for island in members[small]:
                group[island] = large
            members[large] += members[small]
            members[small] = []
    return found


def write(name, n, book):
    lines = "".join("%s %d %d\n" % line for line in book)
    (SECRET / (name + ".in")).write_text(f"{n} {len(book)}\n{lines}")
    (SECRET / (name + ".ans")).write_text("".join(answer + "\n" for answer in answers(n, book)))


def builds(bridges):
    return [("build", a, b) for a, b in bridges]


def asks(pairs):
    return [("ask", a, b) for a, b in pairs]


def island(n):
    return 1 + below(n)


def mixed(n, count, questions):
    """Random bridges and questions; `questions` of a hundred lines ask."""
    return [("ask" if below(100) < questions else "build", island(n), island(n)) for _ in range(count)]


def chain(n):
    return [(i, i + 1) for i in range(1, n)]


def random_asks(n, count):
    return asks((island(n), island(n)) for _ in range(count))


write("01-one-island", 1, asks([(1, 1)]))
write("02-no-bridges", 3, asks([(1, 2), (3, 3), (2, 3)]))
write("03-bridge-to-itself", 2, builds([(1, 1)]) + asks([(1, 2), (1, 1)]))
write("04-same-bridge-twice", 3, builds([(1, 2), (2, 1)]) + asks([(1, 2), (1, 3)]))
far = asks([(1, 4)])
write("05-ask-before-and-after", 4, far + builds([(1, 2), (3, 4)]) + far + builds([(2, 3)]) + far)
write("06-long-chain-of-few", 9, builds(chain(9)) + asks([(1, 9), (9, 1), (4, 7)]))
write("07-last-island", 5, builds([(5, 4)]) + asks([(4, 5), (5, 1)]))
write("08-random", 60, mixed(60, 300, 60) + asks([(1, 60)]))
write("09-random-sparse", 1000, mixed(1000, 900, 50) + asks([(1, 1000)]))
ends = asks((1 + below(100), 40001 - below(100)) for _ in range(40000))
write("20-gen-chain-in-order", 40001, builds(chain(40001)) + ends)
write("21-gen-chain-backwards", 15001, builds(chain(15001)[::-1]) + random_asks(15001, 8000))
write("22-gen-chain-shuffled", 30000, builds(shuffled(chain(30000))) + random_asks(30000, 8000))
write("23-gen-star", 15000, builds(shuffled((1, i) for i in range(2, 15001))) + random_asks(15000, 8000))
write("24-gen-mixed", N, mixed(N, 59999, 25) + asks([(1, N)]))
