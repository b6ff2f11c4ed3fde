#include <iostream>

int main() {
    int x = (1 + 2;
    std::cout << x;
}
