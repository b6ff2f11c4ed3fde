"""Writes data/secret: every test and its answer."""

import random
from heapq import heappop, heappush
from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
N = 50000
MOST = 10**9
random_source = random.Random(20250915)


def below(bound):
    return int(random_source.random() * bound)


def shuffled(items):
    items = list(items)
    for i in range(len(items) - 1, 0, -1):
        j = below(i + 1)
        items[i], items[j] = items[j], items[i]
    return items


def distances(n, trails, start):
    neighbours = [[] for _ in range(n + 1)]
    for a, b, minutes in trails:
        neighbours[a].append((b, minutes))
        neighbours[b].append((a, minutes))
    known = {}
    heap = [(0, start)]
    while heap:
        distance, hut = heappop(heap)
        if hut in known:
            continue
        known[hut] = distance
        for neighbour, minutes in neighbours[hut]:
            if neighbour not in known:
                heappush(heap, (distance + minutes, neighbour))
    return known


def soonest(n, trails):
    """From both ends: the way to one end of the ploughed trail, and the way on from its other end."""
    there, back = distances(n, trails, 1), distances(n, trails, n)
    found = [there[n]]
    for a, b, _ in trails:
        if a in there:
            found.append(min(there[a] + back[b], there[b] + back[a]))
    return min(found)


def write(name, n, trails):
    lines = "".join("%d %d %d\n" % trail for trail in trails)
    (SECRET / (name + ".in")).write_text(f"{n} {len(trails)}\n{lines}")
    (SECRET / (name + ".ans")).write_text(f"{soonest(n, trails)}\n")


def chain(n, minutes):
    return [(i, i + 1, minutes(i)) for i in range(1, n)]


def web(n, m, most, reach):
    """A chain, so that everything hangs together, and trails between huts whose numbers differ by at most `reach`."""
    trails = chain(n, lambda i: 1 + below(most))
    while len(trails) < m:
        a = 1 + below(n)
        b = a + 1 + below(reach)
        if b <= n:
            trails.append((a, b, (b - a) * (1 + below(most))))
    return shuffled((b, a, t) if below(2) else (a, b, t) for a, b, t in trails)


def renumbered(n, trails):
    """Hut 1 and hut n stay where they are, the others change places."""
    numbers = [0, 1, *shuffled(range(2, n)), n]
    return [(numbers[a], numbers[b], t) for a, b, t in trails]


write("01-one-trail", 2, [(1, 2, 1000000000)])
write("02-free-already", 3, [(1, 2, 0), (2, 3, 0)])
write("03-several-trails", 2, [(1, 2, 9), (2, 1, 5), (1, 2, 7)])
write("04-not-the-shortest-way", 4, [(1, 2, 5), (2, 4, 5), (1, 3, 1), (3, 4, 100)])
write("05-detour-to-the-voucher", 6, [(1, 2, 3), (2, 3, 3), (3, 6, 3), (1, 4, 1), (4, 5, 1000), (5, 6, 2)])
write("06-unreachable-huts", 5, [(1, 4, 6), (4, 5, 4), (2, 3, 1)])
write("07-over-int", 200, chain(200, lambda i: MOST))
write("08-random", 40, renumbered(40, web(40, 90, 20, 6)))
write("09-random-long", 300, renumbered(300, web(300, 700, 1000, 3)))
write("20-gen-web", N, renumbered(N, web(N, 2 * N, 1000, 40)))
write("21-gen-chain-backwards", N, chain(N, lambda i: 1 + below(99))[::-1])
middles = range(2, 30000)
write("22-gen-spokes", 30000, [(1, i, i) for i in middles] + [(i, 30000, 60000 - 2 * i) for i in middles])
write("23-gen-long-minutes", 10000, renumbered(10000, web(10000, 30000, 10**7, 90)))
