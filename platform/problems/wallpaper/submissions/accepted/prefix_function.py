strip = input()

# border[i]: the longest beginning of strip[:i + 1] that is also its end, but not all of it.
border = [0]
length = 0
for ornament in strip[1:]:
    while length and strip[length] != ornament:
        length = border[length - 1]
    if strip[length] == ornament:
        length += 1
    border.append(length)

pattern = len(strip) - border[-1]
print(pattern, -(-len(strip) // pattern))
