lines = [input() for _ in range(int(input()))]
width = max(map(len, lines))
print("+" + "-" * (width + 2) + "+")
for line in lines:
    left = (width - len(line)) // 2
    print("| " + (" " * left + line).ljust(width) + " |")
print("+" + "-" * (width + 2) + "+")
