require('./say')('second');
