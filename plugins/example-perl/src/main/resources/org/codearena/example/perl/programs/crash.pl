print "before\n";
die 'crash';
