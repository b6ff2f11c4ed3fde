use text::Words;

print text::Words::all(), "\n";
