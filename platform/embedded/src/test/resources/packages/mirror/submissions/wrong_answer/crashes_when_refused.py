# The refusal is what it dies of.
print("?", flush=True)
input()
input()
