# Run me: python3 -m unittest
import unittest

from page import page


class PageTest(unittest.TestCase):
    def test_greets_the_world(self):
        self.assertIn("<h1>Hello, world!</h1>", page("/"))

    def test_greets_by_name(self):
        self.assertIn("<h1>Hello, Ada Lovelace!</h1>", page("/Ada%20Lovelace"))

    def test_names_are_text(self):
        self.assertIn("&lt;b&gt;", page("/<b>"))


if __name__ == "__main__":
    unittest.main()
