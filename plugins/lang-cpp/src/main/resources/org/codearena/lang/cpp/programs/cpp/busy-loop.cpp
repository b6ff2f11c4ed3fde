#include <iostream>

int main() {
    std::cout << "before" << std::endl;
    for (volatile unsigned x = 0;;) x = x + 1;
}
