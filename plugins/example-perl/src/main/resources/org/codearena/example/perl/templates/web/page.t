# Run me: perl -I. page.t
use strict;
use warnings;
use Page;

sub expect {
    my ($path, $part) = @_;
    my $page = Page::page($path);
    die "was: $page" if index($page, $part) < 0;
}

expect('/', '<h1>Hello, world!</h1>');
expect('/Ada%20Lovelace', '<h1>Hello, Ada Lovelace!</h1>');
expect('/<b>', '&lt;b&gt;');
print "all tests passed\n";
