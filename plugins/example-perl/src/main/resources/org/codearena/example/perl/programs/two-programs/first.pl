use Say;

Say::say('first');
