import words from '../../common/words.cjs';
import { line } from '#layout';

console.log(line(words));
