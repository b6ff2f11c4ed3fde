WORDS = "several files"
