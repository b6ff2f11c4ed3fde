print "not this one\n";
