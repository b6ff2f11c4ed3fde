# One pigeon for each digit, as if they arrived in order.
if input() == "send":
    digits = input()
    print(len(digits))
    print(*[int(digit) + 1 for digit in digits])
else:
    input()
    print(int("".join(str(int(ring) - 1) for ring in input().split())))
