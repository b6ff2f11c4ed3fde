# expect: accepted, compile-error
print(42)
