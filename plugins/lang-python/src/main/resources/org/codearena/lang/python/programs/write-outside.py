made = []
for directory in ['', '/usr', '/etc', '/box', '/dev', '/prepared']:
    try:
        open(directory + '/x', 'w').close()
        made.append(directory + '/x')
    except OSError:
        pass
print(*made or ['refused'])
