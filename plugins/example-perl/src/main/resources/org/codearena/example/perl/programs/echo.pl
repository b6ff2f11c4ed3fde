binmode STDIN;
binmode STDOUT;
print $_ while read STDIN, $_, 65536;
