#include "page.hpp"

// What comes from outside must not become part of the page's own text.
static std::string escaped(const std::string &text) {
    std::string safe;
    for (char c : text) {
        if (c == '<') safe += "&lt;";
        else if (c == '>') safe += "&gt;";
        else if (c == '&') safe += "&amp;";
        else safe += c;
    }
    return safe;
}

std::string page(const std::string &path) {
    std::string name = path.size() > 1 ? escaped(path.substr(1)) : "world";
    return "<!doctype html>\n<title>Hello</title>\n<h1>Hello, " + name + "!</h1>\n";
}
