print(*range(1, 1 + int(input())))
exit(1)
