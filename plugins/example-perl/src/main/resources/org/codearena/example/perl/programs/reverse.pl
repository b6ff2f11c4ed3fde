binmode STDIN, ':utf8';
binmode STDOUT, ':utf8';
chomp(my $line = <STDIN>);
print scalar reverse($line), "\n";
