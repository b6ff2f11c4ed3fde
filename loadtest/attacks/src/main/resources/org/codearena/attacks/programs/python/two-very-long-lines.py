# expect: wrong-answer
print("1" * 131070)
print("2" * 131070)
