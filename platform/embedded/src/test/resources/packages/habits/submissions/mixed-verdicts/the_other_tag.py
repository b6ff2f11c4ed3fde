# @EXPECTED_SCORE@: CORRECT
print(int(input()) - 1)
