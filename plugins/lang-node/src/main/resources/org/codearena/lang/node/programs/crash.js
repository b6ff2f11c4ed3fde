console.log("before");
undefined.property;
