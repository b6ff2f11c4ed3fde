WORDS = 'from the entry point'
