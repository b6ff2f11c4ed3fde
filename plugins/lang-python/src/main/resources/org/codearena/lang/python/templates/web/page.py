from html import escape
from urllib.parse import unquote


def page(path):
    name = unquote(path[1:]) or "world"
    return f"<!doctype html>\n<title>Hello</title>\n<h1>Hello, {escape(name)}!</h1>\n"
