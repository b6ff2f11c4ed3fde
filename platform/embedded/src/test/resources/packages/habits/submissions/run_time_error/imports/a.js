import { n } from './b.mjs';
console.log(n);
