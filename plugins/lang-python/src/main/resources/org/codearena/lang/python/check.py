# Started in the compile box as: check.py ENTRY FILE...
# Copies the files to /out and leaves the bytecode of each module beside it. A file with a syntax error is reported in
# Python's own words, and then nothing runs.
import importlib.util
import marshal
import os
import sys

OUT = '/out'
ONLY_AST = 0x400
UNCHECKED = 1  # a pyc that is valid whatever the times of the files are
RESTORE_EXIT = '''__import__('builtins').__dict__.update(
    exit=__import__('_sitebuiltins').Quitter('exit', 'Ctrl-D (i.e. EOF)'),
    quit=__import__('_sitebuiltins').Quitter('quit', 'Ctrl-D (i.e. EOF)'))'''


def write(path, content):
    path = os.path.join(OUT, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as file:
        file.write(content)


def write_bytecode(path, code):
    header = importlib.util.MAGIC_NUMBER + UNCHECKED.to_bytes(4, 'little') + bytes(8)
    write(path, header + marshal.dumps(code))


def parse(source, path):
    return compile(source, path, 'exec', ONLY_AST, True)


def may_stand_first(statement):
    """Whether nothing may be put before it: a docstring or an import from __future__."""
    kind = type(statement).__name__
    return (kind == 'Expr' and type(getattr(statement.value, 'value', None)) is str
            or kind == 'ImportFrom' and statement.module == '__future__')


def with_exit(source, path):
    """The program with exit() and quit(), which only the site module provides."""
    tree = parse(source, path)
    at = 0
    while at < len(tree.body) and may_stand_first(tree.body[at]):
        at += 1
    tree.body[at:at] = parse(RESTORE_EXIT, path).body
    return tree


def report(path, error):
    import traceback
    if not isinstance(error, SyntaxError):
        print(f'  File "{path}"', file=sys.stderr)
    traceback.print_exception(type(error), error, None)


def main(entry, files):
    sources = {}
    for path in files:
        with open(path, 'rb') as file:
            sources[path] = file.read()
        write(path, sources[path])
    wants_exit = any(b'exit' in source or b'quit' in source for source in sources.values())
    wrong = 0
    for path, source in sources.items():
        if path != entry and not path.endswith('.py'):
            continue
        try:
            code = compile(source, path, 'exec', 0, True)
            if path == entry and wants_exit:
                code = compile(with_exit(source, path), path, 'exec', 0, True)
            if path.endswith('.py'):
                write_bytecode(importlib.util.cache_from_source(path), code)
            if path == entry:
                write_bytecode((path if path.endswith('.py') else path + '.py') + 'c', code)
        except Exception as error:
            report(path, error)
            wrong += 1
    sys.exit(1 if wrong else 0)


main(sys.argv[1], sys.argv[2:])
