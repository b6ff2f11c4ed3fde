my $environment = open(my $file, '<', '/proc/1/environ') ? join '', <$file> : '';
print $environment eq '' ? "refused\n" : $environment;
