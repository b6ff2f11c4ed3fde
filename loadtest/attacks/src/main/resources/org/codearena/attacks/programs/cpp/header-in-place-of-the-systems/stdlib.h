#error "a file of the contestant's stands in for a header of the system"
