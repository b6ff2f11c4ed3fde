// expect: output-limit-exceeded
#include <iostream>

int main() {
    for (;;) std::cout << "42 is not the end of it\n";
}
