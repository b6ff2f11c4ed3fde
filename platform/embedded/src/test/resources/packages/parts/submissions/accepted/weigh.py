import sys

import scale

with open("weights.txt") as file:
    weight = int(file.read()) + int(sys.argv[1])
with open("note.txt", "w") as file:
    file.write(str(weight))
with open("note.txt") as note, open("unit.txt") as unit:
    print(int(note.read()) * scale.factor, unit.read())
