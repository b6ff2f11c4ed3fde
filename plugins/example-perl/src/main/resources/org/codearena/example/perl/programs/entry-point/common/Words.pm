package common::Words;

sub all { return 'from the entry point' }

1;
