# Run me: python3 -m unittest
import unittest

from main import greeting


class GreetingTest(unittest.TestCase):
    def test_greets_by_name(self):
        self.assertEqual("Hello, Ada!", greeting("Ada"))


if __name__ == "__main__":
    unittest.main()
