#include "testlib.h"

int main(int count, char **arguments) {
    registerTestlibCmd(count, arguments);
    long long sum = inf.readLong(), one = ouf.readLong(), other = ouf.readLong();
    if (ans.readLong() != sum / 2) quitf(_fail, "the jury is wrong");
    if (!ouf.seekEof()) quitf(_pe, "more than two numbers");
    if (one + other != sum || std::llabs(one - other) > 1) quitf(_wa, "not two halves");
    quitf(_ok, "two halves");
}
