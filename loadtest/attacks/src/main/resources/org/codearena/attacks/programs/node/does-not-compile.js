// expect: compile-error
const broken = ;
