// Run me: make test
#include <cassert>
#include <iostream>
#include "greeting.hpp"

int main() {
    assert(greeting("Ada") == "Hello, Ada!");
    std::cout << "all tests passed\n";
}
