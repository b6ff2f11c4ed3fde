# expect: accepted
import mmap

reserved = mmap.mmap(-1, 10 << 30)
print(42)
