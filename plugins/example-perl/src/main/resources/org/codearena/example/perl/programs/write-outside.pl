my @made = grep { open my $file, '>', "$_/x" } '', qw(/usr /etc /box /dev /prepared);
print @made ? "@made\n" : "refused\n";
