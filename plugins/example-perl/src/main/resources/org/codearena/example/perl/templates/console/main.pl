use strict;
use warnings;
use Greeting;

$| = 1;
print 'What is your name? ';
chomp(my $name = <STDIN>);
print Greeting::greeting($name), "\n";
