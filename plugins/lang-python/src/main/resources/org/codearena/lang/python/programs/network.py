import socket

try:
    socket.create_connection(('9.9.9.9', 53), 5)
    print('reached')
except OSError:
    print('refused')
