use Say;

Say::say('second');
