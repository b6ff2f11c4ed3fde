# Leaves the count in a file for the second run, where it is not.
if input() == "send":
    with open("note.txt", "w") as note:
        note.write(input())
    print(0)
    print()
else:
    with open("note.txt") as note:
        print(note.read())
