# @EXPECTED_SCORE@: 30
n = int(input())
print(n if n != 1000 else 0)
