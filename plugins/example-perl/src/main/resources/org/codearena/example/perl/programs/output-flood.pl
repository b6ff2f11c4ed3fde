while (1) {
    print "more and more and more\n";
    print STDERR "and more\n";
}
