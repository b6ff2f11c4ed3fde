from functools import lru_cache

strip = input()


@lru_cache(maxsize=None)
def border(end):
    if end < 2:
        return 0
    length = border(end - 1)  # as deep as the strip is long
    while length and strip[length] != strip[end - 1]:
        length = border(length)
    return length + (strip[length] == strip[end - 1])


pattern = len(strip) - border(len(strip))
print(pattern, -(-len(strip) // pattern))
