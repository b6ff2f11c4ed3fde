n = int(input())
if n == 15:
    exit(1)
print(n)
