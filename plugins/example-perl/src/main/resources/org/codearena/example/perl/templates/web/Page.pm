package Page;
use strict;
use warnings;

my %escaped = ('&' => '&amp;', '<' => '&lt;', '>' => '&gt;', '"' => '&quot;', "'" => '&#x27;');

sub page {
    my ($path) = @_;
    my $name = substr($path, 1);
    $name =~ s/%([0-9A-Fa-f]{2})/chr hex $1/eg;
    $name = 'world' if $name eq '';
    $name =~ s/([&<>"'])/$escaped{$1}/g;
    return "<!doctype html>\n<title>Hello</title>\n<h1>Hello, $name!</h1>\n";
}

1;
