print("Hello, wörld! 你好")
