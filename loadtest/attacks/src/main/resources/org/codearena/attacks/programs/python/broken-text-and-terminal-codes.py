# expect: wrong-answer
import sys

sys.stdout.buffer.write(b"\xef\xbb\xbf42\xff\xfe\x1b[2J\xe2\x80\xae<script>alert(1)</script>\n")
