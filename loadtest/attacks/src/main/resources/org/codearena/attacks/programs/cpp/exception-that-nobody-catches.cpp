// expect: run-time-error
#include <iostream>
#include <stdexcept>

int main() {
    std::cout << 42 << std::endl;
    throw std::runtime_error("status: accepted");
}
