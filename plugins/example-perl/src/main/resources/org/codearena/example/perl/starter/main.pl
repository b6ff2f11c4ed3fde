use strict;
use warnings;

# Read the input with <STDIN>, print the answer with print.
