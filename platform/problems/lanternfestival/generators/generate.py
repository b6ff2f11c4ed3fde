"""Writes data/secret: every test and its answer."""

from pathlib import Path

SECRET = Path(__file__).resolve().parent.parent / "data" / "secret"
PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47]


def factors(number):
    """Prime factors with their exponents, by trial division."""
    found = {}
    divisor = 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            found[divisor] = found.get(divisor, 0) + 1
            number //= divisor
        divisor += 1
    if number > 1:
        found[number] = found.get(number, 0) + 1
    return found


def together(rhythms):
    """The product of every prime to its largest exponent: no greatest common divisor involved."""
    exponents = {}
    for rhythm in rhythms:
        for prime, exponent in factors(rhythm).items():
            exponents[prime] = max(exponents.get(prime, 0), exponent)
    product = 1
    for prime, exponent in exponents.items():
        product *= prime**exponent
    return product


def write(name, rhythms):
    (SECRET / (name + ".in")).write_text(f"{len(rhythms)}\n{' '.join(map(str, rhythms))}\n")
    (SECRET / (name + ".ans")).write_text(f"{together(rhythms)}\n")


write("01-one-lantern", [1])
write("02-one-slow-lantern", [10**9])
write("03-all-equal", [12] * 50)
write("04-powers-of-two", [2**i for i in range(30)])
write("05-divisors", [360, 1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 18, 20, 24, 30, 36, 40, 45, 60, 72, 90, 120, 180])
write("06-coprime-pair", [999999937, 1000000000])
write("07-primes", PRIMES)
write("08-product-overflows", [10**9, 10**9 // 2, 10**9 // 4, 10**9 // 5, 10**9 // 8])
write("09-intermediate-overflow", [999999000, 998244353, 333333000, 499999500])
write("10-odd-and-large", [999999937, 999999929])
write("11-just-beyond-2-to-the-53", [94906267, 94906265])
write("12-prime-powers", [2**13, 3**8, 5**5, 7**4, 11**3])
write("13-tiny-steps", PRIMES[::-1] + [6, 10, 14, 15, 21, 35])
write("14-largest", [10**9, 999999999])
