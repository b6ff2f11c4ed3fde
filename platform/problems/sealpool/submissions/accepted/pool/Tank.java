record Tank(long volume, double heat) {
    static final Tank EMPTY = new Tank(0, 0);

    static Tank parse(String line) {
        String[] words = line.split(" ");
        long volume = Long.parseLong(words[0]);
        return new Tank(volume, volume * Double.parseDouble(words[1]));
    }

    Tank mixedWith(Tank other) {
        return new Tank(volume + other.volume, heat + other.heat);
    }

    double temperature() {
        return heat / volume;
    }
}
