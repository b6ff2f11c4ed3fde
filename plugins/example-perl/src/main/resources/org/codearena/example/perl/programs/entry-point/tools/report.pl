use common::Words;

print common::Words::all(), "\n";
