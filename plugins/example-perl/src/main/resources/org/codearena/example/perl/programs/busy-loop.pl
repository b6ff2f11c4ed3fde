$| = 1;
print "before\n";
my $x = 0;
$x++ while 1;
