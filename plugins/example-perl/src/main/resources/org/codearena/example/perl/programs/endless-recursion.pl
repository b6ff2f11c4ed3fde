sub deeper { my $n = shift; return 1 + deeper($n + 1) }
print deeper(0), "\n";
