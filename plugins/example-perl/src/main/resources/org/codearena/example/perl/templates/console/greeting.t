# Run me: perl -I. greeting.t
use strict;
use warnings;
use Greeting;

my $text = Greeting::greeting('Ada');
die "was: $text\n" unless $text eq 'Hello, Ada!';
print "all tests passed\n";
