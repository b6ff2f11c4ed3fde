n, i = int(input()), 1
while n > 2 * i:
    print(i)
    n, i = n - i, i + 1
print(n)
