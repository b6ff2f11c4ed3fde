package Say;

sub say { print @_, "\n" }

1;
