#include <iostream>
#include <string>

// From the end, one code point at a time: bytes that begin with the bits 10 follow the first one of theirs.
int main() {
    std::string line, reversed;
    std::getline(std::cin, line);
    for (size_t end = line.size(), start = end; end > 0; end = start) {
        do start--;
        while (start > 0 && (line[start] & 0xC0) == 0x80);
        reversed += line.substr(start, end - start);
    }
    std::cout << reversed << '\n';
}
