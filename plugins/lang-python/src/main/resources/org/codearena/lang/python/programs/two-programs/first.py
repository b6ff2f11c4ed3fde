from say import say

if __name__ == '__main__':
    say('first')
