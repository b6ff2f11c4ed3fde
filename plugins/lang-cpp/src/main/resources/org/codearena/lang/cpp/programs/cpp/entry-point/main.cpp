#include <iostream>

int main() { std::cout << "not this one\n"; }
