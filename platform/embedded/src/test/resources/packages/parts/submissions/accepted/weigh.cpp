#include "scale.hpp"

#include <fstream>
#include <string>

int main(int, char **arguments) {
    long weight;
    std::ifstream("weights.txt") >> weight;
    say(weight + std::stol(arguments[1]));
}
