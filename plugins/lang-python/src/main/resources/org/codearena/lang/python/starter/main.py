def main():
    # Read the input with input(), print the answer with print().
    pass


if __name__ == "__main__":
    main()
