#include <iostream>
#include "common/words.hpp"

int main() { std::cout << words() << '\n'; }
