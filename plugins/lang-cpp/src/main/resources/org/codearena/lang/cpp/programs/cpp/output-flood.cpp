#include <iostream>

int main() {
    while (true) {
        std::cout << "more and more and more" << std::endl;
        std::cerr << "and more\n";
    }
}
