from itertools import cycle

key = cycle(ord(letter) - ord("a") for letter in input())


def reveal(char):
    if not char.isalpha():
        return char
    return chr((ord(char.lower()) - ord("a") - next(key)) % 26 + ord("a"))  # loses the capitals


for _ in range(int(input())):
    print("".join(map(reveal, input())))
