#pragma once
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

struct Talk {
    std::ifstream input;
    std::string feedback;

    Talk(char **arguments) : input(arguments[1]), feedback(arguments[3]) {}

    [[noreturn]] void end(int status, const std::string &why) {
        std::ofstream(feedback + "judgemessage.txt") << why << '\n';
        std::exit(status);
    }
};
