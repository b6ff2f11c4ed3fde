#include <fstream>
#include <iostream>

int main() {
    bool refused = true;
    for (const char *directory : {"", "/usr", "/etc", "/box", "/dev", "/prepared"})
        if (std::ofstream(std::string(directory) + "/x")) {
            std::cout << directory << "/x\n";
            refused = false;
        }
    if (refused) std::cout << "refused\n";
}
