# expect: memory-limit-exceeded
hoard = []
with open("/tmp/hoard", "wb", buffering=0) as file:
    for _ in range(60):
        file.write(b"x" * (1 << 20))
while True:
    hoard.append(bytearray(8 << 20))
