# The @EXPECTED_RESULTS@: tag is in the other file.
print()
