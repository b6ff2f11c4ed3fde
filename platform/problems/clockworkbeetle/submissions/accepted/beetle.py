rounds = int(input())
program = input()


def walk(times, x=0, y=0, dx=0, dy=1):
    for letter in program * times:
        if letter == "F":
            x, y = x + dx, y + dy
        elif letter == "L":
            dx, dy = -dy, dx
        else:
            dx, dy = dy, -dx
    return x, y


# After four rounds the beetle looks north again, wherever it is.
x4, y4 = walk(4)
x, y = walk(rounds % 4)
print(x + rounds // 4 * x4, y + rounds // 4 * y4)
