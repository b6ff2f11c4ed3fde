require('./say')('first');
