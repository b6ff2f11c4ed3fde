exports.WORDS = "several files";
