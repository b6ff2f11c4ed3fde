from step import step

print(step(int(input())))
