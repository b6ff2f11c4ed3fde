module.exports = 'the entry point';
