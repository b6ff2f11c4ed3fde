rounds = int(input())
program = input()
x, y, dx, dy = 0, 0, 0, 1
for _ in range(rounds):
    for letter in program:
        if letter == "F":
            x, y = x + dx, y + dy
        elif letter == "L":
            dx, dy = -dy, dx
        else:
            dx, dy = dy, -dx
print(x, y)
