#include <iostream>
#include <string>

int main() {
    for (std::string word; std::cin >> word && word != ".";)
        std::cout << std::string(word.rbegin(), word.rend()) << std::endl;
}
