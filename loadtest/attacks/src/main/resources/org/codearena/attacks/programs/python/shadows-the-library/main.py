# expect: accepted, run-time-error
import json

print(json.ANSWER)
