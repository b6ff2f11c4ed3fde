#include <iostream>

int main() { std::cout << "Hello, wörld! 你好\n"; }
