#include <iostream>
#include <string>

int main() {
    long long low = 1, high;
    std::cin >> high;
    std::string answer;
    while (answer != "here") {
        long long middle = (low + high) / 2;
        std::cout << "ask " << middle << std::endl;
        std::cin >> answer;
        if (answer == "lower") {
            high = middle - 1;
        } else {
            low = middle + 1;
        }
    }
}
