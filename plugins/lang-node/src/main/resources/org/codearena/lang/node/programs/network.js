require('net')
  .connect(53, '9.9.9.9', () => console.log('reached'))
  .on('error', () => console.log('refused'));
