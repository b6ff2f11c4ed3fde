my $n = <STDIN>;
for (my $i = 1; $i <= $n; $i++) { print "$i\n" }
