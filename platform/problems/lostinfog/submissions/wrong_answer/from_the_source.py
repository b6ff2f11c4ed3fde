# Walks along the river; out of breath after forty metres.
length = int(input())
for metre in range(1, length + 1):
    print("ask", metre, flush=True)
    if input() == "here":
        break
