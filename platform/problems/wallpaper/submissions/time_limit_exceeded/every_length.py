strip = input()
pattern = 1
while any(a != b for a, b in zip(strip, strip[pattern:])):
    pattern += 1
print(pattern, -(-len(strip) // pattern))
