#include <iostream>
#include "text/words.hpp"

int main() { std::cout << words() << '\n'; }
