# expect: memory-limit-exceeded
hoard = []
while True:
    hoard.append(bytearray(8 << 20))
