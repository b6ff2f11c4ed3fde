// Written for this test: what a checker needs, with the calls, arguments and exit codes of testlib.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>

#ifndef PC_BASE_EXIT_CODE
#define PC_BASE_EXIT_CODE 0
#endif

enum TResult { _ok = 0, _wa = 1, _pe = 2, _fail = 3 };

[[noreturn]] inline void quitf(TResult result, const char *why) {
    std::fprintf(stderr, "%s\n", why);
    std::exit(result);
}

struct InStream {
    std::ifstream file;

    long long readLong() {
        long long number;
        if (!(file >> number)) quitf(_pe, "a number is missing");
        return number;
    }

    bool seekEof() { return (file >> std::ws).eof(); }
};

inline InStream inf, ouf, ans;

inline void registerTestlibCmd(int count, char **arguments) {
    if (count < 4) quitf(_fail, "three files are wanted");
    inf.file.open(arguments[1]);
    ouf.file.open(arguments[2]);
    ans.file.open(arguments[3]);
    if (!inf.file || !ouf.file || !ans.file) quitf(_fail, "a file cannot be opened");
}
