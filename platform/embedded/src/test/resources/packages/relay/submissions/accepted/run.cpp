#include <iostream>

int main() {
    int leg, number;
    std::cin >> leg >> number;
    std::cout << leg + number << std::endl;
}
