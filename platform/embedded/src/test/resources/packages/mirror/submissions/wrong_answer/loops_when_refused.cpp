/* The refusal comes before the time is over, and counts. */
#include <iostream>

int main() {
    std::cout << "?" << std::endl;
    for (;;) {
    }
}
