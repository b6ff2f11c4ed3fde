from itertools import cycle

key = cycle(ord(letter) - ord("a") for letter in input())


def reveal(char):
    if not char.isalpha():
        return char
    first = ord("a" if char.islower() else "A")
    return chr((ord(char) - first - next(key)) % 26 + first)


for _ in range(int(input())):
    print("".join(map(reveal, input())))
