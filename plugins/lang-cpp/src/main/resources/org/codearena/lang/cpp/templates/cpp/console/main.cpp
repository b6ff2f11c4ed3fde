#include <iostream>
#include <string>
#include "greeting.hpp"

int main() {
    std::cout << "What is your name? " << std::flush;
    std::string name;
    if (!std::getline(std::cin, name)) return 1;
    std::cout << greeting(name) << '\n';
}
