# Looks in the harbour for the count that would have been sent so.
def rings(count):
    return sorted(bit + 1 for bit in range(30) if count >> bit & 1)


if input() == "send":
    chosen = rings(int(input()))
    print(len(chosen))
    print(*chosen)
else:
    input()
    arrived = sorted(map(int, input().split()))
    count = 0
    while rings(count) != arrived:
        count += 1
    print(count)
