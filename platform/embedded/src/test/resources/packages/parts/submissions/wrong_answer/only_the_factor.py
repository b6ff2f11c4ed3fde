print("{{factor}} {{unit}}")
