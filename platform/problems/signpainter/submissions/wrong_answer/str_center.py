lines = [input() for _ in range(int(input()))]
width = max(map(len, lines))
print("+" + "-" * (width + 2) + "+")
for line in lines:
    print("| " + line.center(width) + " |")  # puts the extra blank on the left when the width is odd
print("+" + "-" * (width + 2) + "+")
