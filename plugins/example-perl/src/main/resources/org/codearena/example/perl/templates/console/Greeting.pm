package Greeting;
use strict;
use warnings;

sub greeting {
    my ($name) = @_;
    return "Hello, $name!";
}

1;
