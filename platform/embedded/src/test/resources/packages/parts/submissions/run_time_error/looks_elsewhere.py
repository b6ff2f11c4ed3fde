open("weights.csv")
