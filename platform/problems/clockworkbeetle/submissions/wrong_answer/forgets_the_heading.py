rounds = int(input())
x, y, dx, dy = 0, 0, 0, 1
for letter in input():
    if letter == "F":
        x, y = x + dx, y + dy
    elif letter == "L":
        dx, dy = -dy, dx
    else:
        dx, dy = dy, -dx
print(rounds * x, rounds * y)  # as if every round began looking north
