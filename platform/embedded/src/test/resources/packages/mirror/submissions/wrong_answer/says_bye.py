while (word := input()) != ".":
    print(word[::-1], flush=True)
print("bye")
