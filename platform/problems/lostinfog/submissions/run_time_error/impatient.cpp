// Does not come back when the ferry lies closer to the sea.
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
        if (answer == "higher") {
            throw "too far to row";
        }
        high = middle - 1;
    }
}
