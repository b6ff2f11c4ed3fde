print(1 / float(input()))
