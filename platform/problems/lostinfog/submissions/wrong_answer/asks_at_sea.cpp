// Asks one metre too far.
#include <iostream>
#include <string>

int main() {
    long long low = 1, high;
    std::cin >> high;
    std::string answer;
    while (answer != "here") {
        long long middle = (low + high) / 2 + 1;
        std::cout << "ask " << middle << std::endl;
        if (!(std::cin >> answer)) {
            return 0;
        }
        if (answer == "lower") {
            high = middle - 1;
        } else {
            low = middle + 1;
        }
    }
}
