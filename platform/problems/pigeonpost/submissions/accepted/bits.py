if input() == "send":
    count = int(input())
    rings = [bit + 1 for bit in range(30) if count >> bit & 1]
    print(len(rings))
    print(*rings)
else:
    input()
    print(sum(1 << int(ring) - 1 for ring in input().split()))
