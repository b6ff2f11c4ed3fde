print "Hello, wörld! 你好\n";
