# A small web server. It serves on the port in the variable PORT, or else on 8000.
use strict;
use warnings;
use IO::Socket::INET;
use Page;

$SIG{PIPE} = 'IGNORE';
my $port = $ENV{PORT} || 8000;
my $server = IO::Socket::INET->new(LocalPort => $port, Listen => 5, ReuseAddr => 1) or die "cannot listen on $port: $!\n";
$| = 1;
print "Serving on http://localhost:$port\n";
while (my $client = $server->accept) {
    my $request = <$client>;
    while (defined(my $header = <$client>)) {
        last if $header =~ /^\r?\n$/;
    }
    my ($path) = ($request // '') =~ m{^GET (/\S*)};
    my $status = defined $path ? '200 OK' : '405 Method Not Allowed';
    my $body = defined $path ? Page::page($path) : '';
    print $client "HTTP/1.1 $status\r\nContent-Type: text/html; charset=utf-8\r\n",
        'Content-Length: ', length $body, "\r\nConnection: close\r\n\r\n", $body;
    close $client;
}
