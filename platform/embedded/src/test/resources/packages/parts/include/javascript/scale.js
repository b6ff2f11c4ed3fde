exports.say = (weight) => console.log({{factor}} * weight + ' {{unit}}');
