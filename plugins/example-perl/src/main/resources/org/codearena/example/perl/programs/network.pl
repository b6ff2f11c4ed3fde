use Socket;

my $reached = socket(my $socket, PF_INET, SOCK_STREAM, 0)
    && connect($socket, pack_sockaddr_in(53, inet_aton('9.9.9.9')));
print $reached ? "reached\n" : "refused\n";
