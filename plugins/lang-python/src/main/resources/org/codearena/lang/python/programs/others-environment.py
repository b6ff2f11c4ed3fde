try:
    with open('/proc/1/environ') as environment:
        print(environment.read() or 'refused')
except OSError:
    print('refused')
