#include "talk.h"

int main(int, char **arguments) {
    Talk talk(arguments);
    std::string word, answer;
    while (talk.input >> word) {
        std::cout << word << std::endl;
        if (!(std::cin >> answer)) talk.end(43, "no answer to " + word);
        if (answer != std::string(word.rbegin(), word.rend())) talk.end(43, "not the mirror of " + word);
    }
    std::cout << "." << std::endl;
    if (std::cin >> answer) talk.end(43, "goes on after the end: " + answer);
    talk.end(42, "all mirrored");
}
